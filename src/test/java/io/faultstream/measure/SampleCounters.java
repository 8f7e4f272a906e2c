package io.faultstream.measure;

import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.generator.GeneratorSeries;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The counters of a frontend that saw exactly what its client saw. */
public final class SampleCounters {
  public static final String STARTED = "dynamo_frontend_requests_started_total{model=\"tiny\"}";
  public static final String SUCCEEDED =
      "dynamo_frontend_requests_total{model=\"tiny\",status=\"success\"}";
  public static final String FAILED =
      "dynamo_frontend_requests_total{model=\"tiny\",status=\"error\"}";
  public static final String REJECTIONS = "dynamo_frontend_model_rejection_total{model=\"tiny\"}";
  public static final String CANCELLATIONS =
      "dynamo_frontend_model_cancellation_total{model=\"tiny\"}";

  private static final Set<Outcome> CLOSED =
      EnumSet.of(Outcome.CANCELLED, Outcome.STALLED, Outcome.TIMED_OUT, Outcome.ABANDONED);

  private SampleCounters() {}

  /** The page with the counters as they were then; what it says already stays. */
  static MetricSample on(MetricSample page, List<Observation> seen) {
    if (!page.ok() || !page.source().equals("frontend")) {
      return page;
    }
    long at = page.atNanos();
    Map<String, Double> values = new HashMap<>(page.values());
    values.putIfAbsent(STARTED, count(seen, o -> o.wasSent() && o.times().sent() <= at));
    values.putIfAbsent(SUCCEEDED, ended(seen, at, o -> o == Outcome.COMPLETED));
    values.putIfAbsent(
        FAILED, ended(seen, at, o -> o != Outcome.COMPLETED && o != Outcome.UNREACHABLE));
    values.putIfAbsent(REJECTIONS, ended(seen, at, o -> o == Outcome.REJECTED));
    values.putIfAbsent(CANCELLATIONS, ended(seen, at, CLOSED::contains));
    return new MetricSample(at, page.source(), true, values);
  }

  /** A generator that is well: 2 ms of lag, 1 ms of pauses a second, a little of all the rest. */
  public static Map<String, Double> generator(int second) {
    Map<String, Double> values = new HashMap<>();
    GeneratorSeries.CLOCK_STEP.put(values, second % 2);
    GeneratorSeries.LOOP_LAG.put(values, 2);
    GeneratorSeries.GC_PAUSES.put(values, second);
    GeneratorSeries.CPU_TICKS.put(values, 200.0 * second);
    GeneratorSeries.STEAL_TICKS.put(values, 2.0 * second);
    GeneratorSeries.CPU_PRESSURE.put(values, 300_000.0 * second);
    GeneratorSeries.OPEN_FILES.put(values, 64);
    GeneratorSeries.MAX_FILES.put(values, 1024);
    return values;
  }

  private static double ended(List<Observation> seen, long at, Predicate<Outcome> how) {
    return count(seen, o -> o.wasSent() && o.times().end() <= at && how.test(o.outcome()));
  }

  private static double count(List<Observation> seen, Predicate<Observation> which) {
    return seen.stream().filter(which).count();
  }
}
