package io.faultstream.measure.cancellation;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.counters.ClientTally;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * A request whose connection we ended before its reply had come.
 *
 * @param id its number
 * @param kind of which kind
 * @param cancelled whether on purpose; else it was given up
 * @param sentNanos when it was sent
 * @param endNanos when its connection was ended
 * @param headers whether the headers of its reply had come
 * @param chunks tokens that had come
 */
record Closed(
    long id,
    Kind kind,
    boolean cancelled,
    long sentNanos,
    long endNanos,
    boolean headers,
    int chunks) {
  /** With so many tokens to go a close cannot meet the end of its reply: some 60 ms of work. */
  static final int TO_GO = ClientTally.NEAR_END;

  /**
   * A request that was closed so soon may never have been begun by the frontend, or never have
   * reached a worker, nanoseconds. On the real system 10 ms were too few for one in 40, 50 ms
   * enough for all.
   */
  static final long BEGUN_WITHIN = 50_000_000;

  private static final Set<Outcome> BY_US =
      EnumSet.of(Outcome.CANCELLED, Outcome.STALLED, Outcome.TIMED_OUT, Outcome.ABANDONED);

  /** Whether the close races another event at the target. */
  enum Race {
    /** None: the target has the request and is far from its end. */
    CLEAR,
    /** The beginning of the request. */
    EARLY,
    /** The end of the reply. */
    LATE
  }

  static boolean is(Observation seen) {
    return seen.wasSent() && BY_US.contains(seen.outcome());
  }

  static Closed of(Observation seen, LoadSpec load) {
    return new Closed(
        seen.id(),
        load.kindOf(seen.id()),
        seen.outcome() == Outcome.CANCELLED,
        seen.times().sent(),
        seen.times().end(),
        seen.times().headers() != Observation.NEVER,
        seen.tokens().chunks());
  }

  private long openNanos() {
    return endNanos - sentNanos;
  }

  /**
   * What the close raced.
   *
   * @param outputTokens tokens asked for
   * @param shortestNanos the shortest reply in one piece of its kind that completed in the run;
   *     {@link Long#MAX_VALUE}: none did, so that nothing is known of how far it was
   */
  Race race(int outputTokens, long shortestNanos) {
    if (!headers && openNanos() < BEGUN_WITHIN) {
      return Race.EARLY;
    }
    if (kind.stream()) {
      return outputTokens - chunks >= TO_GO ? Race.CLEAR : Race.LATE;
    }
    if (shortestNanos == Long.MAX_VALUE) {
      return Race.LATE;
    }
    double latest = shortestNanos * (1 - TO_GO / (double) Math.max(TO_GO, outputTokens));
    return openNanos() <= latest ? Race.CLEAR : Race.LATE;
  }

  /**
   * Tokens that may rightly have been computed for it: those that came, of a reply in one piece as
   * many as the fastest one had by then.
   */
  long wanted(int outputTokens, long shortestNanos) {
    if (kind.stream()) {
      return chunks;
    }
    double share = shortestNanos == Long.MAX_VALUE ? 1 : openNanos() / (double) shortestNanos;
    return Math.round(Math.min(1, share) * outputTokens);
  }
}
