package io.faultstream.history;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a target has in flight, by the names that the versions give it, the usual one first. */
public enum TargetGauge {
  /** Requests that the frontend has not ended yet. */
  FRONTEND_IN_FLIGHT("dynamo_frontend_inflight_requests", "dynamo_frontend_active_requests"),
  /** Requests that a worker has not ended yet. */
  WORKER_IN_FLIGHT("dynamo_component_inflight_requests", "vllm:num_requests_running");

  private final String usual;
  private final String other;

  TargetGauge(String usual, String other) {
    this.usual = usual;
    this.other = other;
  }

  /** The metrics' names; a version may have several of them. */
  public List<String> families() {
    return List.of(usual, other);
  }

  /**
   * The largest of its metrics on one page, each the sum of its series.
   *
   * @param series by name with labels, as in {@link MetricSample}
   * @return empty when the page has none of them
   */
  public OptionalDouble largest(Map<String, Double> series) {
    return families().stream()
        .filter(family -> series.keySet().stream().anyMatch(key -> MetricSample.of(family, key)))
        .mapToDouble(family -> sum(family, series))
        .max();
  }

  private static double sum(String family, Map<String, Double> series) {
    return series.entrySet().stream()
        .filter(one -> MetricSample.of(family, one.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
