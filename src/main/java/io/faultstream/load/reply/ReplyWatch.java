package io.faultstream.load.reply;

import static io.faultstream.history.Observation.NEVER;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Mismatch;
import io.faultstream.history.Outcome;
import io.faultstream.load.sse.ChunkPicker;
import io.faultstream.load.sse.SseReader;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.Phase;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches one reply from its sending to its end and turns it into an {@link Observation}. Knows
 * nothing of connections: its caller hands it bytes and moments (nanoseconds from the run's start).
 * Not thread-safe; one event loop calls it.
 */
public final class ReplyWatch implements SseReader.Listener, ChunkPicker.Fields {
  private static final byte[] END_MARK = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  /**
   * What one request is to the run.
   *
   * @param id its number
   * @param phase its phase
   * @param intendedNanos when it should be sent
   * @param sentNanos when it is sent
   * @param requestId what we send as {@code x-request-id}
   * @param keepChunkTimes whether it belongs to the sample whose chunk times are kept
   * @param turn whose it is, where its sender may send others
   */
  public record Sent(
      long id,
      Phase phase,
      long intendedNanos,
      long sentNanos,
      String requestId,
      boolean keepChunkTimes,
      Optional<Observation.Turn> turn) {}

  /** Takes each gap between two chunks as it ends. */
  @FunctionalInterface
  public interface GapSink {
    /** A gap of {@code nanos} ended at {@code endNanos}. */
    void gap(long endNanos, long nanos);
  }

  /**
   * What all replies of a run share.
   *
   * @param edges fault edges
   * @param gaps takes each gap
   * @param access whose values are taken out of what a server says
   * @param rejectionStatus status with which this target refuses for overload, 0 where unknown
   */
  public record Shared(FaultEdges edges, GapSink gaps, Access access, int rejectionStatus) {}

  private final LoadSpec load;
  private final boolean stream;
  private final Sent sent;
  private final GapSink gaps;
  private final Access access;
  private final int rejectionStatus;
  private final StreamTimes times;
  private final CountingText counting = new CountingText();
  private final ChunkPicker picker = new ChunkPicker(this);
  private final ReplyBody whole = new ReplyBody();
  private @Nullable SseReader events;

  private int status;
  private long headersNanos = NEVER;
  private long firstTokenNanos = NEVER;
  private long nowNanos;
  private long lastEventNanos = NEVER;
  private boolean bodySeen;
  private boolean contentInEvent;
  private boolean errorInside;
  private boolean endMark;
  private String problem = "";
  private String errorText = "";
  private String replyId = "";
  private String finishReason = "";
  private int completionTokens = -1;
  private int promptTokens = -1;
  private boolean corrupted;

  /** A reply to a request that is being sent now. */
  public ReplyWatch(LoadSpec load, Sent sent, Shared shared) {
    this.load = load;
    this.stream = load.kindOf(sent.id).stream();
    this.sent = sent;
    this.gaps = shared.gaps;
    this.rejectionStatus = shared.rejectionStatus();
    this.access = shared.access;
    this.times = new StreamTimes(shared.edges, sent.sentNanos);
  }

  /** Status and headers came; {@code contentType} is empty when there is none. */
  public void headers(long atNanos, int httpStatus, String contentType) {
    headersNanos = atNanos;
    status = httpStatus;
    boolean named = contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    if (httpStatus == 200 && (named || (contentType.isEmpty() && stream))) {
      events = new SseReader(this);
    }
  }

  /** A part of the body came. */
  public void body(long atNanos, ByteBuf bytes) {
    nowNanos = atNanos;
    bodySeen |= bytes.isReadable();
    if (events != null) {
      events.read(bytes);
    } else {
      whole.append(bytes);
    }
  }

  /** Whether a token has come. */
  public boolean hasToken() {
    return firstTokenNanos != NEVER;
  }

  /** The last moment at which an event of the reply came, or the sending; comments are silence. */
  public long lastHeardNanos() {
    return Math.max(times.lastNanos(), lastEventNanos);
  }

  /** Whether a stream was asked for. */
  public boolean stream() {
    return stream;
  }

  /** Tokens that have come so far, as chunks. */
  public int chunks() {
    return times.chunks();
  }

  /** What the request is to the run. */
  public Sent sent() {
    return sent;
  }

  /** When it was sent. */
  public long sentNanos() {
    return sent.sentNanos;
  }

  @Override
  public void onEvent(boolean error, byte[] data, int length) {
    lastEventNanos = nowNanos;
    if (isEndMark(data, length)) {
      endMark = true;
      return;
    }
    contentInEvent = false;
    boolean json = length > 0 && picker.pick(data, length);
    if (error) {
      errorInside = true;
      if (!json) {
        errorText(new String(data, 0, length, StandardCharsets.UTF_8));
      }
    } else if (!json && !errorInside) {
      String text = new String(data, 0, length, StandardCharsets.UTF_8);
      corrupt("a chunk is no JSON object: " + cut(text, 80));
    }
    if (contentInEvent) {
      token(nowNanos);
    }
  }

  @Override
  public void onOversized() {
    corrupt("an event is longer than 1 MiB");
  }

  private static boolean isEndMark(byte[] data, int length) {
    return length == END_MARK.length
        && java.util.Arrays.equals(data, 0, length, END_MARK, 0, length);
  }

  /** Secrets are taken out before the cut, so that no half of one is left. */
  private String cut(String text, int most) {
    String clean = access.redacted(text);
    return clean.length() > most ? clean.substring(0, most) : clean;
  }

  private void token(long atNanos) {
    long gap = times.chunk(atNanos);
    if (gap >= 0) {
      gaps.gap(atNanos, gap);
    } else {
      firstTokenNanos = atNanos;
    }
  }

  private void corrupt(String what) {
    corrupted = true;
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  @Override
  public void id(char[] text, int offset, int length) {
    if (replyId.isEmpty()) {
      replyId = new String(text, offset, length);
    } else if (!same(replyId, text, offset, length)) {
      corrupt("the chunk id changed to " + cut(new String(text, offset, length), 80));
    }
  }

  private static boolean same(String known, char[] text, int offset, int length) {
    boolean same = known.length() == length;
    for (int i = 0; same && i < length; i++) {
      same = known.charAt(i) == text[offset + i];
    }
    return same;
  }

  @Override
  public void content(char[] text, int offset, int length) {
    if (length > 0) {
      contentInEvent = true;
      if (load.text() == TextCheck.COUNTING) {
        counting.accept(text, offset, length);
      }
    }
  }

  @Override
  public void finishReason(String reason) {
    finishReason = reason;
  }

  @Override
  public void promptTokens(int tokens) {
    promptTokens = tokens;
  }

  @Override
  public void completionTokens(int tokens) {
    completionTokens = tokens;
  }

  @Override
  public void error() {
    errorInside = true;
  }

  @Override
  public void errorText(String text) {
    errorText = errorText.isEmpty() ? text : errorText + " · " + text;
  }

  /**
   * The reply ended.
   *
   * @param atNanos when
   * @param ending how the exchange ended
   * @param cause what the network said, empty without
   */
  public Observation end(long atNanos, Ending ending, String cause) {
    nowNanos = atNanos;
    if (events == null && (ending == Ending.WHOLE || status != 200)) {
      readWhole();
    }
    times.end(atNanos);
    if (status == 200 && ending == Ending.WHOLE && !finishReason.isEmpty() && !errorInside) {
      checkLength();
    }
    Optional<Mismatch> mismatch =
        corrupted && problem.isEmpty() ? lengthMismatch() : counting.mismatch();
    Outcome outcome =
        OutcomeRule.of(
            new ReplyFacts(
                ending,
                status,
                !bodySeen,
                rejectionStatus,
                speaksOfOverload(),
                errorInside,
                corrupted || mismatch.isPresent(),
                times.chunks(),
                !finishReason.isEmpty(),
                endMark || events == null));
    return observation(outcome, mismatch, cause, atNanos);
  }

  private void readWhole() {
    contentInEvent = false;
    boolean json = whole.pickInto(picker);
    if (status == 200 && !json) {
      corrupt("the reply is no JSON object: " + cut(whole.start(), 200));
    } else if (status == 200 && contentInEvent) {
      token(nowNanos);
    } else if (errorText.isEmpty()) {
      errorText(cut(whole.start(), 200));
    }
  }

  /** A reply that says it is finished must have the length asked for. */
  private void checkLength() {
    if (load.text() == TextCheck.COUNTING) {
      counting.end(load.outputTokens());
    } else if (load.dialect() == Dialect.DYNAMO
        && completionTokens >= 0
        && completionTokens != load.outputTokens()) {
      corrupted = true;
    }
  }

  private Optional<Mismatch> lengthMismatch() {
    return Optional.of(
        new Mismatch(
            Math.min(completionTokens, load.outputTokens()),
            load.outputTokens() + " tokens",
            completionTokens + " tokens"));
  }

  private boolean speaksOfOverload() {
    String text = errorText.toLowerCase(Locale.ROOT);
    return text.contains("overload") || text.contains("busy");
  }

  private Observation observation(
      Outcome outcome, Optional<Mismatch> mismatch, String cause, long endNanos) {
    boolean keep = sent.keepChunkTimes || times.crossedAnEdge();
    long last = times.chunks() == 0 ? NEVER : times.lastNanos();
    return new Observation(
        sent.id,
        sent.phase,
        new Observation.Times(
            sent.intendedNanos, sent.sentNanos, headersNanos, firstTokenNanos, last, endNanos),
        outcome,
        new Observation.Reply(
            status,
            error(outcome, cause),
            sent.requestId,
            access.redacted(replyId),
            access.redacted(finishReason),
            endMark),
        new Observation.Tokens(times.chunks(), completionTokens, promptTokens),
        times.longestGaps(),
        times.edgeGaps(),
        mismatch,
        keep && stream ? times.chunkMicros() : List.of(),
        sent.turn);
  }

  private String error(Outcome outcome, String cause) {
    if (outcome == Outcome.COMPLETED) {
      return "";
    }
    String all =
        java.util.stream.Stream.of(problem, errorText, cause)
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(java.util.stream.Collectors.joining(" · "));
    return cut(all, 500);
  }
}
