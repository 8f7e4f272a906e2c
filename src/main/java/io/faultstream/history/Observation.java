package io.faultstream.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one request, as its client saw it. Times are nanoseconds from the run's start;
 * {@link #NEVER} where the moment did not come.
 *
 * @param id number of the request in the run, from 0, in the order of intended times
 * @param phase the phase in which it was intended to be sent
 * @param times its moments
 * @param outcome how it ended
 * @param reply what the server said about it
 * @param tokens how much came back
 * @param longestGaps the three longest gaps between chunks, longest first
 * @param edgeGaps the gap across each fault edge that fell into this stream
 * @param mismatch the first place where the text was not as expected
 * @param chunkMicros arrival of each content chunk in microseconds after {@code sent}; only for
 *     streams around a fault and for a sample of the others, empty otherwise
 * @param turn whose request it is, where its sender may send others; empty: its sender is its own
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Observation(
    long id,
    Phase phase,
    Times times,
    Outcome outcome,
    Reply reply,
    Tokens tokens,
    List<Gap> longestGaps,
    List<EdgeGap> edgeGaps,
    Optional<Mismatch> mismatch,
    List<Integer> chunkMicros,
    Optional<Turn> turn) {
  /** A moment that did not come. */
  public static final long NEVER = Long.MIN_VALUE;

  public Observation {
    longestGaps = orNone(longestGaps);
    edgeGaps = orNone(edgeGaps);
    chunkMicros = orNone(chunkMicros);
  }

  /** A request of an open model that is not tried again. */
  public Observation(
      long id,
      Phase phase,
      Times times,
      Outcome outcome,
      Reply reply,
      Tokens tokens,
      List<Gap> longestGaps,
      List<EdgeGap> edgeGaps,
      Optional<Mismatch> mismatch,
      List<Integer> chunkMicros) {
    this(
        id,
        phase,
        times,
        outcome,
        reply,
        tokens,
        longestGaps,
        edgeGaps,
        mismatch,
        chunkMicros,
        Optional.empty());
  }

  /** An empty list is left out of the JSON form, so that it is read as none. */
  private static <T> List<T> orNone(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /**
   * The moments of a request.
   *
   * @param intended by the arrival schedule
   * @param sent handed to the connection (before connecting, where one had to be opened)
   * @param headers status line and headers arrived
   * @param firstToken first chunk with content or reasoning
   * @param lastToken last such chunk
   * @param end end of the reply, or the moment we gave up
   */
  public record Times(
      long intended, long sent, long headers, long firstToken, long lastToken, long end) {}

  /**
   * What the server said.
   *
   * @param status HTTP status, 0 without one
   * @param error beginning of an error's text, at most 500 characters, empty without one
   * @param requestId the id we sent as {@code x-request-id}
   * @param replyId the {@code id} of the first chunk, empty without one
   * @param finishReason as given, empty without one
   * @param endMark whether {@code [DONE]} came
   */
  public record Reply(
      int status,
      String error,
      String requestId,
      String replyId,
      String finishReason,
      boolean endMark) {}

  /**
   * How much came back.
   *
   * @param chunks chunks with content or reasoning
   * @param completion output tokens by {@code usage}, else -1
   * @param prompt prompt tokens by {@code usage}, else -1
   */
  public record Tokens(int chunks, int completion, int prompt) {

    /** Output tokens: by {@code usage} where sent, else content chunks; never the length asked. */
    public int count() {
      return completion >= 0 ? completion : chunks;
    }

    /** Whether {@link #count} is by the server's usage. */
    public boolean byUsage() {
      return completion >= 0;
    }
  }

  /**
   * A silence between two chunks.
   *
   * @param startNanos arrival of the chunk before it
   * @param nanos its length
   */
  public record Gap(long startNanos, long nanos) {}

  /**
   * The silence that a fault edge fell into.
   *
   * @param edge number of the edge, see {@link FaultEdges}
   * @param startNanos arrival of the chunk (or the sending) before the edge
   * @param nanos until the next chunk or the end
   */
  public record EdgeGap(int edge, long startNanos, long nanos) {}

  /**
   * The first place where the text was not as expected.
   *
   * @param position number of the token, from 0
   * @param expected what should have come
   * @param got what came, at most 40 characters
   */
  public record Mismatch(int position, String expected, String got) {}

  /**
   * A request among those of its sender.
   *
   * @param client number of the client in a closed model, from 0; -1 in an open one
   * @param first number of the request that this one tries again; its own when it is the first try
   * @param attempt 1 for the first try, 2 for the next, and so on
   */
  public record Turn(int client, long first, int attempt) {}

  /** Whether it tries again what failed. */
  @JsonIgnore
  public boolean again() {
    return turn.isPresent() && turn.get().attempt > 1;
  }

  /** Whether it was sent at all. */
  @JsonIgnore
  public boolean wasSent() {
    return times.sent != NEVER;
  }

  /** Whether a token came. */
  @JsonIgnore
  public boolean hasToken() {
    return times.firstToken != NEVER;
  }

  /** Time to first token from the intended moment, nanoseconds; needs {@link #hasToken}. */
  @JsonIgnore
  public long ttftNanos() {
    return times.firstToken - times.intended;
  }

  /** Time to first token from the sending, nanoseconds; needs {@link #hasToken}. */
  @JsonIgnore
  public long serviceTtftNanos() {
    return times.firstToken - times.sent;
  }

  /** From the intended moment to the end, nanoseconds. */
  @JsonIgnore
  public long e2eNanos() {
    return times.end - times.intended;
  }

  /** Whether the request was open at this moment. */
  public boolean inFlightAt(long nanos) {
    return wasSent() && times.sent <= nanos && times.end > nanos;
  }

  /** The id that the target's logs know: the reply's id without its prefix ({@code chatcmpl-}). */
  @JsonIgnore
  public String targetId() {
    return reply.replyId.substring(reply.replyId.indexOf('-') + 1);
  }
}
