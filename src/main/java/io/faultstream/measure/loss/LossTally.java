package io.faultstream.measure.loss;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts what became of the requests at one loss of the store. Those that were over before it do
 * not count, nor do those that their client left.
 */
final class LossTally {
  /** An end is seen so late, and requests on their way then are cut without an answer. */
  private static final long CLOSING = 1_000_000_000L;

  private static final int EXAMPLES = 3;

  private final Moments moments;
  private final Count before = new Count();
  private final Count after = new Count();

  LossTally(Moments moments) {
    this.moments = moments;
  }

  /**
   * What is known of it.
   *
   * @param fault its id
   * @param beganNanos when it began
   * @param leaseNanos time to live of a lease
   * @param firstEnd when the first of the processes ended by itself after that; empty: none
   * @param frontendEnd when the frontend did
   */
  record Moments(
      String fault,
      long beganNanos,
      long leaseNanos,
      OptionalLong firstEnd,
      OptionalLong frontendEnd) {

    /**
     * Until when nobody can have refused a request: so much of a lease is left at least, and who
     * ended a little earlier (whether it may is judged by its own time) did so then.
     */
    long firstMayEnd() {
      long half = beganNanos + leaseNanos / 2;
      long end = firstEnd.orElse(half);
      return end < half ? end - CLOSING : half;
    }
  }

  String fault() {
    return moments.fault();
  }

  long beganNanos() {
    return moments.beganNanos();
  }

  void add(Observation seen) {
    boolean over = seen.times().end() < moments.beganNanos();
    if (!seen.wasSent() || over || seen.outcome() == Outcome.CANCELLED) {
      return;
    }
    Count count = seen.times().sent() < moments.firstMayEnd() ? before : after;
    if (seen.outcome() == Outcome.COMPLETED) {
      count.completed++;
    } else if (refused(seen)) {
      count.refused++;
    } else {
      count.other(seen);
    }
  }

  private boolean refused(Observation seen) {
    return seen.outcome() == Outcome.UNAVAILABLE
        || seen.outcome() == Outcome.UNREACHABLE
        || cutAtEnd(seen);
  }

  private boolean cutAtEnd(Observation seen) {
    boolean answered = seen.times().headers() != Observation.NEVER;
    if (answered || seen.outcome() != Outcome.BROKEN || moments.frontendEnd().isEmpty()) {
      return false;
    }
    long end = moments.frontendEnd().getAsLong();
    return seen.times().sent() <= end && Math.abs(seen.times().end() - end) <= CLOSING;
  }

  LossRequests found() {
    return new LossRequests(before.part(), after.part());
  }

  /** Those of one part. */
  private static final class Count {
    private long completed;
    private long refused;
    private long tokens;
    private final Map<Outcome, Long> others = new EnumMap<>(Outcome.class);
    private final List<String> examples = new ArrayList<>();

    void other(Observation seen) {
      others.merge(seen.outcome(), 1L, Long::sum);
      tokens += seen.times().firstToken() != Observation.NEVER ? 1 : 0;
      if (examples.size() < EXAMPLES) {
        examples.add(seen.reply().requestId());
      }
    }

    LossRequests.Part part() {
      return new LossRequests.Part(completed, refused, others, examples, tokens);
    }
  }
}
