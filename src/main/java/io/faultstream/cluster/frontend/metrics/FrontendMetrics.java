package io.faultstream.cluster.frontend.metrics;

import io.faultstream.cluster.discovery.EngineLimits;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.frontend.api.Endpoint;
import io.faultstream.cluster.frontend.migration.MigrationEvents;
import io.faultstream.cluster.metrics.Buckets;
import io.faultstream.cluster.metrics.Exposition;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The frontend's metrics, named and labelled as in real-dynamo.md, appendix A, as far as they
 * apply; buckets from dynamo.md, 3.1. A series appears with its first event. For the event loop.
 */
public final class FrontendMetrics {

  private static final double NANOS = 1e9;
  private static final String MODEL = "model";

  final Counter requests;
  final Counter started;
  final Counter cancellations;
  final Counter rejections;
  final Counter failures;
  final Counter outputTokens;
  final Gauge inflight;
  final Gauge active;
  final Gauge queued;
  final Gauge disconnected;
  final Histogram duration;
  final Histogram firstToken;
  final Histogram interToken;
  final Histogram inputTokens;
  final Histogram sequenceTokens;
  final Histogram cachedTokens;

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter migrations;
  private final Histogram migrationSeconds;
  private final Counter tooLong;
  private final ModelGauges models;
  private final WorkerGauges workers;
  private final Gauge uptime;
  private final String id;

  /**
   * All families, without series but for those that are there from the start.
   *
   * @param id of this process, in hexadecimal
   */
  public FrontendMetrics(String id) {
    this.id = id;
    requests = counter("requests_total", "endpoint", "error_type", MODEL, "request_type", "status");
    started = counter("requests_started_total", "endpoint", MODEL, "request_type");
    cancellations = counter("model_cancellation_total", "endpoint", MODEL, "request_type");
    rejections = counter("model_rejection_total", "endpoint", MODEL);
    failures = counter("failures_total", "class", "reason");
    outputTokens = counter("output_tokens_total", MODEL);
    inflight = gauge("inflight_requests", MODEL);
    active = gauge("active_requests", MODEL);
    queued = gauge("queued_requests", MODEL);
    disconnected = gauge("disconnected_clients");
    duration = histogram("request_duration_seconds", Buckets.log(1, 512, 10), MODEL);
    firstToken = histogram("time_to_first_token_seconds", Buckets.log(0.001, 480, 18), MODEL);
    interToken = histogram("inter_token_latency_seconds", Buckets.log(0.001, 2, 13), MODEL);
    inputTokens = histogram("input_sequence_tokens", Buckets.log(50, 128_000, 12), MODEL);
    sequenceTokens = histogram("output_sequence_tokens", Buckets.log(50, 32_000, 10), MODEL);
    cachedTokens = histogram("cached_tokens", Buckets.log(50, 128_000, 12), MODEL);
    migrations = counter("model_migration_total", "migration_type", MODEL);
    migrationSeconds =
        histogram(
            "model_migration_duration_seconds",
            Buckets.log(0.001, 480, 18),
            "migration_type",
            MODEL,
            "outcome");
    tooLong = counter("model_migration_max_seq_len_exceeded_total", MODEL);
    models = new ModelGauges(registry);
    workers = new WorkerGauges(registry);
    uptime =
        Gauge.build("dynamo_component_uptime_seconds", "Since the start.")
            .labelNames("worker_id")
            .register(registry);
  }

  private Counter counter(String name, String... labels) {
    return Counter.build("dynamo_frontend_" + name, help(name))
        .labelNames(labels)
        .register(registry);
  }

  private Gauge gauge(String name, String... labels) {
    return Gauge.build("dynamo_frontend_" + name, help(name)).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, double[] buckets, String... labels) {
    return Histogram.build("dynamo_frontend_" + name, help(name))
        .buckets(buckets)
        .labelNames(labels)
        .register(registry);
  }

  private static String help(String name) {
    return "Frontend's " + name.replace('_', ' ') + ".";
  }

  /** A request begins; {@code model} is "unknown_model" when nobody serves it. */
  public RequestMeter start(Endpoint endpoint, String model, boolean stream) {
    return new RequestMeter(
        this, new RequestMeter.Labels(endpoint.label(), model, stream ? "stream" : "unary"));
  }

  /** A request failed that does not count as one. */
  public void failure(String failureClass, String reason) {
    failures.labels(failureClass, reason).inc();
  }

  /** Who counts the migrations of a model. */
  public MigrationEvents migrations(String model) {
    return new MigrationEvents() {
      @Override
      public void migratableFailure(Type type) {
        migrations.labels(type.label(), model).inc();
      }

      @Override
      public void moved(Type type, boolean success, long nanos) {
        String outcome = success ? "success" : "failure";
        migrationSeconds.labels(type.label(), model, outcome).observe(nanos / NANOS);
      }

      @Override
      public void tooLong() {
        tooLong.labels(model).inc();
      }
    };
  }

  /** What discovery has now. */
  public void instances(List<Instance> instances) {
    models.update(instances.stream().filter(one -> one.role().givesTokens()).toList());
    workers.retain(instances);
  }

  /** Latest latencies of a worker. */
  public WorkerGauges workers() {
    return workers;
  }

  /**
   * All of it as text.
   *
   * @param ready the models that can be asked
   */
  public String write(Set<String> ready, long uptimeNanos) {
    uptime.labels(id).set(uptimeNanos / NANOS);
    models.ready(ready);
    return Exposition.write(registry);
  }

  /** What models announce about their engines. */
  private static final class ModelGauges {

    private final CollectorRegistry registry;
    private final Set<String> served = new HashSet<>();
    private final Gauge ready = model("ready");
    private final Gauge blocks = model("total_kv_blocks");
    private final Gauge sequences = model("max_num_seqs");
    private final Gauge batchedTokens = model("max_num_batched_tokens");
    private final Gauge context = model("context_length");
    private final Gauge blockTokens = model("kv_cache_block_size");
    private final Gauge migrationLimit = model("migration_limit");

    ModelGauges(CollectorRegistry registry) {
      this.registry = registry;
      List.of(ready, blocks, sequences, batchedTokens, context, blockTokens, migrationLimit)
          .forEach(this.registry::register);
    }

    private static Gauge model(String name) {
      return Gauge.build("dynamo_frontend_model_" + name, help("model_" + name))
          .labelNames(MODEL)
          .create();
    }

    void update(List<Instance> instances) {
      Set<String> gone = new HashSet<>(served);
      served.clear();
      for (Instance instance : instances) {
        String name = instance.model();
        EngineLimits limits = instance.limits();
        served.add(name);
        blocks.labels(name).set(limits.kvBlocks());
        sequences.labels(name).set(limits.maxSequences());
        batchedTokens.labels(name).set(limits.maxBatchedTokens());
        context.labels(name).set(limits.contextTokens());
        blockTokens.labels(name).set(limits.blockTokens());
        migrationLimit.labels(name).set(0); // As the real one shows it, whatever the limit is.
      }
      gone.removeAll(served);
      gone.forEach(ready::remove);
    }

    void ready(Set<String> models) {
      served.forEach(name -> ready.labels(name).set(models.contains(name) ? 1 : 0));
    }
  }
}
