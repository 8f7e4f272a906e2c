package io.faultstream.cluster.worker;

import io.faultstream.cluster.engine.EngineState;
import io.faultstream.cluster.metrics.Exposition;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;

/**
 * A worker's metrics, named and labelled as in real-dynamo.md, appendix B, as far as they apply.
 * Counters are safe for use by any thread; {@link #write} is for one thread at a time.
 */
final class WorkerMetrics {

  private static final double[] SECONDS = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300
  };
  private static final String[] LABELS = {
    "dynamo_component", "dynamo_endpoint", "dynamo_namespace", "worker_id"
  };
  private static final double NANOS = 1e9;

  final Gauge.Child inflight;
  final Counter.Child requests;
  final Counter.Child cancellations;
  final Counter.Child requestBytes;
  final Counter.Child responseBytes;
  final Histogram.Child duration;
  final Counter rejections;
  final Histogram timeToFirstToken;
  final Histogram interTokenLatency;
  final Histogram endToEnd;

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter errors;
  private final Gauge uptime;
  private final Gauge running;
  private final Gauge waiting;
  private final Counter preemptions;
  private final Gauge cacheUsage;
  private final Gauge gpuCacheUsage;
  private final String[] values;
  private final String component;
  private final String model;
  private final String workerId;

  WorkerMetrics(String workerId, String component, String model) {
    this.component = component;
    this.workerId = workerId;
    this.model = model;
    this.values = new String[] {component, "generate", "dynamo", workerId};
    inflight = component(Gauge.build(), "inflight_requests").labels(values);
    requests = component(Counter.build(), "requests_total").labels(values);
    cancellations = component(Counter.build(), "cancellation_total").labels(values);
    requestBytes = component(Counter.build(), "request_bytes_total").labels(values);
    responseBytes = component(Counter.build(), "response_bytes_total").labels(values);
    duration =
        component(Histogram.build().buckets(SECONDS), "request_duration_seconds").labels(values);
    errors =
        Counter.build("dynamo_component_errors_total", "Errors by kind.")
            .labelNames(
                "dynamo_component",
                "dynamo_endpoint",
                "dynamo_namespace",
                "error_type",
                "worker_id")
            .register(registry);
    rejections =
        Counter.build("dynamo_rejection_request_total", "Rejected at capacity.").register(registry);
    uptime =
        Gauge.build("dynamo_component_uptime_seconds", "Since the start.")
            .labelNames("worker_id")
            .register(registry);
    running = engine(Gauge.build(), "num_requests_running");
    waiting = engine(Gauge.build(), "num_requests_waiting");
    preemptions = engine(Counter.build(), "num_preemptions_total");
    cacheUsage = engine(Gauge.build(), "kv_cache_usage_perc");
    gpuCacheUsage = engine(Gauge.build(), "gpu_cache_usage_perc");
    timeToFirstToken = engine(Histogram.build().buckets(SECONDS), "time_to_first_token_seconds");
    interTokenLatency = engine(Histogram.build().buckets(SECONDS), "inter_token_latency_seconds");
    endToEnd = engine(Histogram.build().buckets(SECONDS), "e2e_request_latency_seconds");
  }

  private <B extends SimpleCollector.Builder<B, C>, C extends SimpleCollector<?>> C component(
      B builder, String name) {
    return builder
        .name("dynamo_component_" + name)
        .help(name.replace('_', ' '))
        .labelNames(LABELS)
        .register(registry);
  }

  private <B extends SimpleCollector.Builder<B, C>, C extends SimpleCollector<?>> C engine(
      B builder, String name) {
    return builder
        .name("vllm:" + name)
        .help(name.replace('_', ' '))
        .labelNames("engine", "model_name")
        .register(registry);
  }

  /** One more error of a kind. */
  void error(String type) {
    errors.labels(component, "generate", "dynamo", type, workerId).inc();
  }

  /** A request left. */
  void ended(long durationNanos) {
    duration.observe(durationNanos / NANOS);
  }

  void firstToken(long nanos) {
    timeToFirstToken.labels("0", model).observe(nanos / NANOS);
  }

  void nextToken(long nanos) {
    interTokenLatency.labels("0", model).observe(nanos / NANOS);
  }

  void complete(long nanos) {
    endToEnd.labels("0", model).observe(nanos / NANOS);
  }

  /** All of it as text, with the engine's present state. */
  String write(EngineState state, long uptimeNanos) {
    uptime.labels(workerId).set(uptimeNanos / NANOS);
    running.labels("0", model).set(state.running());
    waiting.labels("0", model).set(state.waiting());
    Counter.Child preempted = preemptions.labels("0", model);
    preempted.inc(state.preemptions() - preempted.get());
    cacheUsage.labels("0", model).set(state.usedShare());
    gpuCacheUsage.labels("0", model).set(state.usedShare());
    return Exposition.write(registry);
  }
}
