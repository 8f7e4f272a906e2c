package io.faultstream.measure.counters;

import io.faultstream.history.MetricSample;
import io.faultstream.history.TargetGauge;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Counts from one worker's pages, in the order they were read. One thread. */
final class WorkerTally {
  private static final String REQUESTS = "dynamo_component_requests_total";

  private @Nullable Map<String, Double> before;
  private double requests;
  private boolean counted;
  private double largest = -1;
  private int processes;

  private WorkerTally() {}

  /** What the worker of these samples counted. */
  static WorkerCount of(String worker, List<MetricSample> samples) {
    WorkerTally tally = new WorkerTally();
    samples.stream().filter(MetricSample::ok).forEach(tally::add);
    return new WorkerCount(
        worker,
        tally.counted ? (Long) Math.round(tally.requests) : null,
        tally.largest < 0 ? null : (Long) Math.round(tally.largest),
        tally.processes);
  }

  /** Its requests in flight on one page; empty where that is not said. */
  static OptionalDouble inFlight(Map<String, Double> page) {
    return Family.first(page, TargetGauge.WORKER_IN_FLIGHT.families());
  }

  private void add(MetricSample page) {
    largest = Math.max(largest, inFlight(page.values()).orElse(-1));
    Map<String, Double> now = Family.of(REQUESTS, page.values());
    counted = counted || !now.isEmpty();
    Map<String, Double> last = before;
    if (last == null) {
      processes = 1;
    } else {
      rise(last, now);
    }
    before = now;
  }

  /** Other series, or one that fell, are of another process. */
  private void rise(Map<String, Double> last, Map<String, Double> now) {
    boolean others = !last.isEmpty() && Collections.disjoint(last.keySet(), now.keySet());
    boolean fell =
        now.entrySet().stream()
            .anyMatch(series -> series.getValue() < last.getOrDefault(series.getKey(), 0.0));
    requests += Family.rise(last, now);
    processes += (others || fell) && !now.isEmpty() ? 1 : 0;
  }
}
