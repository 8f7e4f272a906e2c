package io.faultstream.cluster.frontend.metrics;

import io.faultstream.cluster.discovery.Instance;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the frontend last saw of each worker, labelled with its decimal id; series of workers that
 * left discovery go. For the event loop.
 */
public final class WorkerGauges {

  private static final double NANOS = 1e9;
  private static final String DECODE = "decode";
  private static final String PREFILL = "prefill";
  private static final String RANK = "none";

  private final Gauge firstToken;
  private final Gauge inputTokens;
  private final Gauge interToken;
  private final Set<Long> seen = new HashSet<>();

  WorkerGauges(CollectorRegistry registry) {
    firstToken = gauge("last_time_to_first_token_seconds", registry);
    inputTokens = gauge("last_input_sequence_tokens", registry);
    interToken = gauge("last_inter_token_latency_seconds", registry);
  }

  private static Gauge gauge(String name, CollectorRegistry registry) {
    return Gauge.build("dynamo_frontend_worker_" + name, "Worker's " + name.replace('_', ' ') + ".")
        .labelNames("dp_rank", "worker_id", "worker_type")
        .register(registry);
  }

  /** The time to the first token is the prefill worker's where there is one; its id or 0. */
  void firstToken(long workerId, long prefillId, long nanos, int promptTokens) {
    boolean split = prefillId != 0;
    long id = split ? prefillId : workerId;
    String type = split ? PREFILL : DECODE;
    seen.add(id);
    firstToken.labels(RANK, Long.toString(id), type).set(nanos / NANOS);
    inputTokens.labels(RANK, Long.toString(id), type).set(promptTokens);
  }

  void nextToken(long workerId, long nanos) {
    seen.add(workerId);
    interToken.labels(RANK, Long.toString(workerId), DECODE).set(nanos / NANOS);
  }

  void retain(List<Instance> instances) {
    Set<Long> gone = new HashSet<>(seen);
    instances.forEach(instance -> gone.remove(instance.id()));
    for (long id : gone) {
      for (Gauge gauge : List.of(firstToken, inputTokens, interToken)) {
        gauge.remove(RANK, Long.toString(id), DECODE);
        gauge.remove(RANK, Long.toString(id), PREFILL);
      }
      seen.remove(id);
    }
  }
}
