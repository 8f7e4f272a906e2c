package io.faultstream.measure.cancellation;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import org.HdrHistogram.Histogram;

/** Counts the requests of one phase that nobody left. One thread. */
final class OthersTally {
  private static final int DIGITS = 3;

  private final Histogram ttft = new Histogram(DIGITS);
  private final Histogram tpot = new Histogram(DIGITS);
  private final Histogram maxGap = new Histogram(DIGITS);
  private final Histogram e2e = new Histogram(DIGITS);
  private long sent;
  private long completed;

  /** Adds one; {@code timed} is false for a reply in one piece where there are streams too. */
  void add(Observation seen, boolean stream, boolean timed) {
    sent++;
    if (timed && seen.hasToken()) {
      record(ttft, seen.ttftNanos());
    }
    if (stream && !seen.longestGaps().isEmpty()) {
      record(maxGap, seen.longestGaps().get(0).nanos());
    }
    if (seen.outcome() == Outcome.COMPLETED) {
      completed++;
      record(e2e, seen.e2eNanos());
      int count = seen.tokens().count();
      if (stream && count > 1) {
        record(tpot, (seen.times().lastToken() - seen.times().firstToken()) / (count - 1));
      }
    }
  }

  static void record(Histogram micros, long nanos) {
    micros.recordValue(Math.max(0, nanos) / 1000);
  }

  Cancellations.Others others() {
    return new Cancellations.Others(
        Ratio.of(completed, sent),
        Distribution.of(ttft),
        Distribution.of(tpot),
        Distribution.of(maxGap),
        Distribution.of(e2e));
  }
}
