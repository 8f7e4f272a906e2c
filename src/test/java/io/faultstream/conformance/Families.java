package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every family of metrics that the embedded cluster exports; the real one has more. A line is name,
 * type and the labels' names.
 *
 * @param lines type and labels by name
 */
record Families(Map<String, String> lines) {
  static final Families FRONTEND =
      of(
          """
          dynamo_component_uptime_seconds gauge worker_id
          dynamo_frontend_active_requests gauge model
          dynamo_frontend_cached_tokens histogram model
          dynamo_frontend_disconnected_clients gauge
          dynamo_frontend_failures_total counter class,reason
          dynamo_frontend_inflight_requests gauge model
          dynamo_frontend_input_sequence_tokens histogram model
          dynamo_frontend_inter_token_latency_seconds histogram model
          dynamo_frontend_model_cancellation_total counter endpoint,model,request_type
          dynamo_frontend_model_context_length gauge model
          dynamo_frontend_model_kv_cache_block_size gauge model
          dynamo_frontend_model_max_num_batched_tokens gauge model
          dynamo_frontend_model_max_num_seqs gauge model
          dynamo_frontend_model_migration_duration_seconds histogram migration_type,model,outcome
          dynamo_frontend_model_migration_limit gauge model
          dynamo_frontend_model_migration_max_seq_len_exceeded_total counter model
          dynamo_frontend_model_migration_total counter migration_type,model
          dynamo_frontend_model_ready gauge model
          dynamo_frontend_model_rejection_total counter endpoint,model
          dynamo_frontend_model_total_kv_blocks gauge model
          dynamo_frontend_output_sequence_tokens histogram model
          dynamo_frontend_output_tokens_total counter model
          dynamo_frontend_queued_requests gauge model
          dynamo_frontend_request_duration_seconds histogram model
          dynamo_frontend_requests_started_total counter endpoint,model,request_type
          dynamo_frontend_requests_total counter endpoint,error_type,model,request_type,status
          dynamo_frontend_time_to_first_token_seconds histogram model
          dynamo_frontend_worker_last_input_sequence_tokens gauge dp_rank,worker_id,worker_type
          dynamo_frontend_worker_last_inter_token_latency_seconds gauge \
          dp_rank,worker_id,worker_type
          dynamo_frontend_worker_last_time_to_first_token_seconds gauge \
          dp_rank,worker_id,worker_type
          """);

  private static final String COMPONENT =
      "dynamo_component,dynamo_endpoint,dynamo_namespace,worker_id\n";

  static final Families WORKER =
      of(
          """
          dynamo_component_cancellation_total counter %1$s
          dynamo_component_errors_total counter \
          dynamo_component,dynamo_endpoint,dynamo_namespace,error_type,worker_id
          dynamo_component_inflight_requests gauge %1$s
          dynamo_component_request_bytes_total counter %1$s
          dynamo_component_request_duration_seconds histogram %1$s
          dynamo_component_requests_total counter %1$s
          dynamo_component_response_bytes_total counter %1$s
          dynamo_component_uptime_seconds gauge worker_id
          dynamo_rejection_request_total counter
          vllm:e2e_request_latency_seconds histogram engine,model_name
          vllm:generation_tokens_total counter engine,model_name
          vllm:gpu_cache_usage_perc gauge engine,model_name
          vllm:inter_token_latency_seconds histogram engine,model_name
          vllm:kv_cache_usage_perc gauge engine,model_name
          vllm:num_preemptions_total counter engine,model_name
          vllm:num_requests_running gauge engine,model_name
          vllm:num_requests_waiting gauge engine,model_name
          vllm:request_success_total counter engine,finished_reason,model_name
          vllm:time_to_first_token_seconds histogram engine,model_name
          """
              .replace("%1$s\n", COMPONENT));

  private static Families of(String text) {
    Map<String, String> lines = new TreeMap<>();
    text.lines().forEach(line -> lines.put(line.split(" ", -1)[0], line));
    return new Families(lines);
  }

  /** What Faultstream reads of a target's metrics, beside the counters. */
  static final List<String> READ_OF_WORKERS =
      List.of("dynamo_component_inflight_requests", "vllm:num_requests_running");

  Set<String> names() {
    return lines.keySet();
  }

  /** All but these. */
  Set<String> namesBut(String... others) {
    Set<String> names = new TreeSet<>(names());
    names.removeAll(Set.of(others));
    return names;
  }

  /** These families are there, with the type and the labels that they have here. */
  void assertMeet(Exposition page, Set<String> wanted) {
    for (String name : wanted) {
      String labels = String.join(",", page.labelNames(name));
      String seen = name + " " + page.types().getOrDefault(name, "missing") + " " + labels;
      assertThat(seen.strip()).isEqualTo(lines.get(name));
    }
  }
}
