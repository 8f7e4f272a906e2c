package io.faultstream.measure.counters;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.spec.LoadSpec;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Counts what the client saw of one stretch: sent and ended are looked at apart. One thread. */
public final class ClientTally {
  /** A stream that is so many tokens from its end may have been ended by the target. */
  public static final int NEAR_END = 10;

  private static final Set<Outcome> CLOSED =
      EnumSet.of(Outcome.CANCELLED, Outcome.STALLED, Outcome.TIMED_OUT, Outcome.ABANDONED);

  private static final Set<Outcome> TOLD =
      EnumSet.of(
          Outcome.REJECTED,
          Outcome.UNAVAILABLE,
          Outcome.BAD_REQUEST,
          Outcome.SERVER_ERROR,
          Outcome.STREAM_ERROR);

  private static final int OK = 200;

  private final Stretch stretch;
  private final LoadSpec load;
  private long sent;
  private long completed;
  private long failed;
  private long rejected;
  private long closed;
  private long answered;
  private long closedAtEnd;
  private long perhapsClosed;
  private long perhapsRejected;
  private long perhapsCompleted;

  ClientTally(Stretch stretch, LoadSpec load) {
    this.stretch = stretch;
    this.load = load;
  }

  void add(Observation seen) {
    if (!seen.wasSent()) {
      return;
    }
    sent += stretch.holds(seen.times().sent()) ? 1 : 0;
    if (stretch.holds(seen.times().end())) {
      ended(seen);
    }
  }

  private void ended(Observation seen) {
    Outcome outcome = seen.outcome();
    boolean byUs = CLOSED.contains(outcome);
    completed += outcome == Outcome.COMPLETED ? 1 : 0;
    failed += TOLD.contains(outcome) || (byUs && stream(seen)) ? 1 : 0;
    rejected += outcome == Outcome.REJECTED ? 1 : 0;
    closed += byUs ? 1 : 0;
    answered += seen.reply().status() == OK ? 1 : 0;
    closedAtEnd += byUs && allHadCome(seen) ? 1 : 0;
    perhapsClosed += perhapsClosed(seen) ? 1 : 0;
    perhapsRejected += perhapsRejected(seen, byUs) ? 1 : 0;
    perhapsCompleted += perhapsCompleted(seen) ? 1 : 0;
  }

  private boolean stream(Observation seen) {
    return load.kindOf(seen.id()).stream();
  }

  private boolean allHadCome(Observation seen) {
    return !seen.reply().finishReason().isEmpty()
        || seen.reply().endMark()
        || (stream(seen) && seen.tokens().chunks() > load.outputTokens() - NEAR_END);
  }

  /**
   * Whether the target may have seen this client go although it was not closed by us for certain. A
   * corrupt text is no end: only its end mark says that it was not given up later.
   */
  public static boolean perhapsClosed(Observation seen) {
    return switch (seen.outcome()) {
      case BROKEN, UNREACHABLE -> true;
      case CORRUPTED -> !seen.reply().endMark();
      case CANCELLED,
          REJECTED,
          UNAVAILABLE,
          BAD_REQUEST,
          SERVER_ERROR,
          STREAM_ERROR,
          STALLED,
          TIMED_OUT,
          EMPTY,
          TRUNCATED,
          ABANDONED,
          COMPLETED ->
          false;
    };
  }

  private static boolean perhapsRejected(Observation seen, boolean byUs) {
    boolean silent = seen.times().headers() == Observation.NEVER;
    String error = seen.reply().error().toLowerCase(Locale.ROOT);
    boolean overload = error.contains("overload") || error.contains("busy");
    return (byUs && silent) || (seen.outcome() == Outcome.STREAM_ERROR && overload);
  }

  /** A unary request whose client goes away ends well on the real system, whatever had come. */
  private boolean perhapsCompleted(Observation seen) {
    return switch (seen.outcome()) {
      case BROKEN, CORRUPTED, EMPTY, TRUNCATED -> true;
      case CANCELLED, STALLED, TIMED_OUT, ABANDONED -> !stream(seen) || allHadCome(seen);
      case UNREACHABLE -> !stream(seen);
      case REJECTED, UNAVAILABLE, BAD_REQUEST, SERVER_ERROR, STREAM_ERROR, COMPLETED -> false;
    };
  }

  ClientCounts counts() {
    return new ClientCounts(
        sent,
        completed,
        failed,
        rejected,
        closed,
        new ClientCounts.Margins(
            answered, closedAtEnd, perhapsClosed, perhapsRejected, perhapsCompleted));
  }
}
