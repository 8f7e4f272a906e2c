package io.faultstream.judge.validity;

import io.faultstream.history.MetricSample;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The record of the run is whole, and its clock was not disturbed. Limits: {@code
 * maxClockStepMillis}, how much wall time and monotonic time may drift apart, default 500, read
 * from the generator's {@link GeneratorSeries#CLOCK_STEP} where it writes that; {@code
 * maxSampleGapSeconds}, the longest silence between two of the generator's samples, default 10: a
 * machine that slept longer measured its sleep.
 */
public final class HistoryComplete implements Claim {
  public static final String ID = "history-complete";

  private static final String MAX_STEP = "maxClockStepMillis";
  private static final String MAX_GAP = "maxSampleGapSeconds";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return VALIDITY;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_STEP, 500.0, MAX_GAP, 10.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the record of the run is whole and its clock was not stepped";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    List<String> problems = run.measured().details().problems();
    if (!problems.isEmpty()) {
      return run.measured().summary().complete()
          ? Finding.inconclusive(String.join("; ", problems))
          : Finding.fail(String.join("; ", problems));
    }
    List<MetricSample> samples =
        run.metrics().stream().filter(s -> s.source().equals(GeneratorSeries.SOURCE)).toList();
    if (samples.isEmpty()) {
      return Finding.inconclusive("the record has its end mark, but no sample of the generator");
    }
    OptionalDouble drift = drift(samples);
    if (drift.isEmpty()) {
      return Finding.inconclusive("the record has its end mark, but the clock was not watched");
    }
    double gap = longestGapSeconds(samples, run.spec().lengthNanos());
    double step = drift.getAsDouble();
    String evidence =
        "end mark present; longest gap between samples "
            + Wording.time((long) (gap * 1e9))
            + ", clocks drifted by "
            + Wording.millis(step);
    return gap > asked.limit(MAX_GAP) || step > asked.limit(MAX_STEP)
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }

  /** From the run's start to the first sample, between two, and from the last to the end. */
  private static double longestGapSeconds(List<MetricSample> samples, long lengthNanos) {
    long longest = 0;
    long before = 0;
    for (MetricSample sample : samples) {
      longest = Math.max(longest, sample.atNanos() - before);
      before = sample.atNanos();
    }
    return Math.max(longest, lengthNanos - before) / 1e9;
  }

  /** Largest less smallest drift; empty where none was written. */
  private static OptionalDouble drift(List<MetricSample> samples) {
    double[] drifts =
        samples.stream()
            .flatMapToDouble(s -> GeneratorSeries.CLOCK_STEP.in(s).stream())
            .sorted()
            .toArray();
    return drifts.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(drifts[drifts.length - 1] - drifts[0]);
  }
}
