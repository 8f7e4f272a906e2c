package io.faultstream.measure.cancellation;

import static io.faultstream.measure.SampleHistory.SECOND;

import io.faultstream.history.MetricSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of a target's metrics written by hand. */
final class MetricPages {
  static final String CANCELLED = "dynamo_component_cancellation_total";
  static final String IN_FLIGHT = "dynamo_component_inflight_requests";
  static final String RUNNING = "vllm:num_requests_running";
  static final String WAITING = "vllm:num_requests_waiting";
  static final String CACHE = "vllm:kv_cache_usage_perc";
  static final String TOKENS = "vllm:generation_tokens_total";

  final List<MetricSample> all = new ArrayList<>();

  /** The frontend's series of cancelled requests of one route and form. */
  static String byFrontend(String endpoint, String type) {
    return "dynamo_frontend_model_cancellation_total{endpoint=\""
        + endpoint
        + "\",model=\"m\",request_type=\""
        + type
        + "\"}";
  }

  /** A page with these series: name, value, name, value … */
  MetricPages page(String source, double seconds, Object... series) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < series.length; i += 2) {
      values.put((String) series[i], ((Number) series[i + 1]).doubleValue());
    }
    all.add(new MetricSample((long) (seconds * SECOND), source, true, values));
    return this;
  }

  /** A source that did not answer. */
  MetricPages silent(String source, double seconds) {
    all.add(new MetricSample((long) (seconds * SECOND), source, false, Map.of()));
    return this;
  }
}
