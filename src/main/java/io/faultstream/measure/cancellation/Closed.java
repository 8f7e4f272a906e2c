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
 * @param tokenNanos mean time between two of them, 0 with fewer than two
 */
record Closed(
    long id,
    Kind kind,
    boolean cancelled,
    long sentNanos,
    long endNanos,
    boolean headers,
    int chunks,
    long tokenNanos) {
  /**
   * With so many tokens to go, and so much time by the pace so far, a close is clear of the end.
   */
  static final int TO_GO = ClientTally.NEAR_END;

  private static final long TO_GO_NANOS = 40_000_000;

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
        seen.tokens().chunks(),
        tokenNanos(seen));
  }

  private static long tokenNanos(Observation seen) {
    int gaps = seen.tokens().chunks() - 1;
    return gaps < 1 ? 0 : (seen.times().lastToken() - seen.times().firstToken()) / gaps;
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
      long toGo = (long) outputTokens - chunks;
      boolean soon = tokenNanos > 0 && toGo * tokenNanos < TO_GO_NANOS;
      return toGo >= TO_GO && !soon ? Race.CLEAR : Race.LATE;
    }
    if (shortestNanos == Long.MAX_VALUE) {
      return Race.LATE;
    }
    double latest = shortestNanos * (1 - TO_GO / (double) Math.max(TO_GO, outputTokens));
    return openNanos() <= latest ? Race.CLEAR : Race.LATE;
  }

  /**
   * Tokens that a reply takes to compute until the close, those that came; of a reply in one piece
   * as many as one had by then that took so long in all, at an even pace.
   *
   * @param wholeNanos time of such a reply; 0: none completed, and nothing is known of the pace
   */
  double wanted(int outputTokens, long wholeNanos) {
    if (kind.stream()) {
      return chunks;
    }
    return wholeNanos == 0 ? 0 : Math.min(1, openNanos() / (double) wholeNanos) * outputTokens;
  }
}
