package io.faultstream.experiment.life;

import io.faultstream.history.Observation;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** What the console shows of the last few seconds. Event loops add, one thread takes. */
final class LiveFigures {
  private final Recorder ttftMicros = new Recorder(2);
  private final LongAdder tokens = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * The figures since the last taking.
   *
   * @param ttftMedianMicros of the requests that ended, {@code null} without one
   * @param tokens chunks that came
   * @param ended requests that ended
   * @param failed those of them that count against the system
   */
  record Interval(@Nullable Long ttftMedianMicros, long tokens, long ended, long failed) {}

  /** Notes one that ended; {@code timed}: it counts for times to first token. */
  void observation(Observation observation, boolean timed) {
    ended.increment();
    if (observation.outcome().countsAgainst()) {
      failed.increment();
    }
    if (observation.hasToken()) {
      tokens.increment();
    }
    if (timed && observation.hasToken()) {
      ttftMicros.recordValue(Math.max(0, observation.ttftNanos() / 1000));
    }
  }

  void gap() {
    tokens.increment();
  }

  Interval take() {
    Histogram ttft = ttftMicros.getIntervalHistogram();
    Long median = ttft.getTotalCount() == 0 ? null : (Long) ttft.getValueAtPercentile(50);
    return new Interval(median, tokens.sumThenReset(), ended.sumThenReset(), failed.sumThenReset());
  }
}
