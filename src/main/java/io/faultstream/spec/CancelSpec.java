package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faultstream.spec.LoadSpec.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which requests of a phase are cancelled by their client, and when. A cancel is what a client does
 * that vanishes: its connection ends, without a goodbye. All chance is by the run's seed and the
 * request's number, so that it can be told afterwards who was to be cancelled.
 *
 * @param phase whose requests are cancelled
 * @param share of them, above 0 up to 1
 * @param how the connection ends
 * @param moments when; each request takes one of those that fit its kind. Empty with {@code burst}
 * @param within latest moment of {@link When#RANDOM} for a reply in one piece, after its sending
 * @param burst so many open requests are cancelled at once, as often as the share asks for; 0: each
 *     at a moment of its own
 */
public record CancelSpec(
    Phase phase, double share, How how, List<Moment> moments, Duration within, int burst) {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  public CancelSpec {
    moments = List.copyOf(moments);
    if (!(share > 0 && share <= 1) || burst < 0 || moments.isEmpty() == (burst == 0)) {
      throw new IllegalArgumentException(
          "share " + share + ", " + moments.size() + " moments, burst " + burst);
    }
  }

  /** How a connection ends. */
  public enum How {
    /** It is closed: FIN, and RST for what comes afterwards. */
    @JsonProperty("close")
    CLOSE,
    /** It is reset: RST at once. */
    @JsonProperty("reset")
    RESET
  }

  /** What a cancel waits for. */
  public enum When {
    /** A time since the request was written. */
    @JsonProperty("time")
    TIME,
    /** The headers of its reply. */
    @JsonProperty("headers")
    HEADERS,
    /** So many chunks with content. */
    @JsonProperty("chunks")
    CHUNKS,
    /** A stream: any number of chunks below those asked for. Else: any time up to a latest. */
    @JsonProperty("random")
    RANDOM
  }

  /**
   * A moment in the life of a request.
   *
   * @param when what is waited for
   * @param chunks how many, for {@link When#CHUNKS}; 0 elsewhere
   * @param after how long, for {@link When#TIME}; zero elsewhere
   */
  public record Moment(When when, int chunks, Duration after) {

    /** Whether a request of this kind comes by this moment: a reply in one piece has no chunks. */
    public boolean fits(Kind kind) {
      return kind.stream() || when == When.TIME || when == When.RANDOM;
    }

    /** As it is written in the settings. */
    public String label() {
      return switch (when) {
        case TIME -> after.toMillis() + "ms";
        case CHUNKS -> chunks == 1 ? "1 chunk" : chunks + " chunks";
        case HEADERS, RANDOM -> when.name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /**
   * What was planned for one request.
   *
   * @param asked the moment as it was asked for
   * @param due the same with its chance drawn: never {@link When#RANDOM}
   */
  public record Planned(Moment asked, Moment due) {}

  /**
   * Whether and when this request is to be cancelled. A pure function; empty for all with bursts.
   *
   * @param seed of the run
   * @param id number of the request
   * @param load what was sent
   */
  public Optional<Planned> planned(long seed, long id, LoadSpec load) {
    SplittableRandom random = new SplittableRandom((seed + MIX) ^ (id * MIX));
    Kind kind = load.kindOf(id);
    List<Moment> fitting = moments.stream().filter(moment -> moment.fits(kind)).toList();
    if (random.nextDouble() >= share || fitting.isEmpty()) {
      return Optional.empty();
    }
    Moment asked = fitting.get(random.nextInt(fitting.size()));
    return Optional.of(new Planned(asked, drawn(asked, kind, load, random)));
  }

  private Moment drawn(Moment asked, Kind kind, LoadSpec load, SplittableRandom random) {
    if (asked.when != When.RANDOM) {
      return asked;
    }
    if (kind.stream()) {
      int most = Math.max(1, load.outputTokens() - 1);
      return new Moment(When.CHUNKS, 1 + random.nextInt(most), Duration.ZERO);
    }
    long nanos = (long) (random.nextDouble() * within.toNanos());
    return new Moment(When.TIME, 0, Duration.ofNanos(nanos));
  }
}
