package io.faultstream.measure.counters;

import static io.faultstream.measure.SampleHistory.SECOND;

import io.faultstream.history.MetricSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of metrics written by hand. */
final class Pages {
  static final String STARTED = "dynamo_frontend_requests_started_total{model=\"m\"}";
  static final String SUCCEEDED = "dynamo_frontend_requests_total{model=\"m\",status=\"success\"}";
  static final String FAILED = "dynamo_frontend_requests_total{model=\"m\",status=\"error\"}";
  static final String REJECTED = "dynamo_frontend_model_rejection_total{model=\"m\"}";
  static final String OPEN = "dynamo_frontend_inflight_requests{model=\"m\"}";
  static final String UPTIME = "dynamo_component_uptime_seconds{worker_id=\"frontend\"}";

  final List<MetricSample> all = new ArrayList<>();

  static long at(double seconds) {
    return (long) (seconds * SECOND);
  }

  /** A page of the frontend with these series: name, value, name, value … */
  Pages frontend(double at, Object... series) {
    return page("frontend", at, series);
  }

  /** A page of any source. */
  Pages page(String source, double at, Object... series) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < series.length; i += 2) {
      values.put((String) series[i], ((Number) series[i + 1]).doubleValue());
    }
    all.add(new MetricSample(at(at), source, true, values));
    return this;
  }

  /** A source that did not answer. */
  Pages silent(String source, double at) {
    all.add(new MetricSample(at(at), source, false, Map.of()));
    return this;
  }

  /** A worker's page: its counter and its gauge under this process' id. */
  Pages worker(double at, String process, int requests, int open) {
    String labels = "{dynamo_endpoint=\"generate\",worker_id=\"" + process + "\"}";
    String other = "{dynamo_endpoint=\"worker_kv_query_source_1\",worker_id=\"" + process + "\"}";
    return page(
        "worker-0",
        at,
        "dynamo_component_requests_total" + labels,
        requests,
        "dynamo_component_requests_total" + other,
        1000,
        "dynamo_component_inflight_requests" + labels,
        open,
        "dynamo_component_inflight_requests" + other,
        50);
  }
}
