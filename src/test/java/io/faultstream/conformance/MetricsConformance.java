package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.TargetCounter;
import io.faultstream.process.Signal;
import io.faultstream.target.Worker;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Names, types, labels and values of metrics; the real one's worker is the mocker. */
@DisplayName("metrics")
abstract class MetricsConformance extends Conformance {
  private static final String FRONTEND = "dynamo_frontend_";
  private static final String REQUESTS = FRONTEND + "requests_total";
  private static final String TOO_LONG = "model_migration_max_seq_len_exceeded_total";
  private static final String GENERATED = "vllm:generation_tokens_total";
  private static final String ENDS = "vllm:request_success_total";
  private static final String COMPONENT = "dynamo_component_";

  MetricsConformance(Kind kind) {
    super(kind);
  }

  @Test
  void knownRequestsAreCountedAsTheyAre() throws Exception {
    try (Running system = start(Layout.plain().with(Trait.MOCKER))) {
      Client client = system.client();
      client.ask(Ask.chat(3));
      client.stream(Ask.chat(4).withUsage()).awaitEnd();
      client.ask(Ask.completion(2));
      client.stream(Ask.completion(1).streaming()).awaitEnd();
      Ask unknown = Ask.chat(1);
      unknown.body().put("model", "other");
      client.ask(unknown);
      Ask bogus = Ask.chat(1).streaming();
      bogus.body().put("bogus", 1);
      client.ask(bogus);
      Ask other = Ask.completion(1);
      other.body().put("bogus", 1);
      client.ask(other);
      client.post(Ask.CHAT, "{");
      client.send("POST", Ask.CHAT);
      client.get("/v1/nothing");
      Await.that("6 requests counted", () -> system.metrics().sum(REQUESTS) == 6);
      Exposition metrics = system.metrics();
      assertRequests(metrics);
      assertFailures(metrics);
      assertHistograms(metrics);
      assertGauges(metrics);
      assertThat(metrics.values(FRONTEND + "worker_last_input_sequence_tokens", "worker_id"))
          .isEqualTo(system.instances());
      assertWorkers(system);
    }
  }

  private static void assertRequests(Exposition metrics) {
    String started = FRONTEND + "requests_started_total";
    assertThat(metrics.sum(started)).isEqualTo(6);
    assertThat(metrics.sum(started, of("chat_completions", "tiny", "stream"))).isEqualTo(2);
    assertThat(metrics.sum(started, of("chat_completions", "unknown_model", "unary"))).isEqualTo(1);
    for (String endpoint : List.of("chat_completions", "completions")) {
      for (String type : List.of("stream", "unary")) {
        assertThat(metrics.sum(REQUESTS, ended(endpoint, type, "success", ""))).isEqualTo(1);
      }
    }
    assertThat(metrics.sum(REQUESTS, ended("chat_completions", "unary", "error", "not_found")))
        .isEqualTo(1);
    assertThat(metrics.sum(REQUESTS, ended("chat_completions", "stream", "error", "validation")))
        .isEqualTo(1);
  }

  private static String[] of(String endpoint, String model, String type) {
    return new String[] {"endpoint", endpoint, "model", model, "request_type", type};
  }

  private static String[] ended(String endpoint, String type, String status, String error) {
    return new String[] {
      "endpoint", endpoint, "request_type", type, "status", status, "error_type", error
    };
  }

  /** Also of requests that are not counted as such. */
  private static void assertFailures(Exposition metrics) {
    String failures = FRONTEND + "failures_total";
    assertThat(metrics.sum(failures)).isEqualTo(6);
    assertThat(metrics.sum(failures, "class", "InvalidRequest", "reason", "request.invalid"))
        .isEqualTo(3);
    assertThat(metrics.sum(failures, "class", "NotFound", "reason", "request.not_found"))
        .isEqualTo(2);
    assertThat(
            metrics.sum(
                failures, "class", "UnsupportedMedia", "reason", "request.unsupported_media"))
        .isEqualTo(1);
  }

  private static void assertHistograms(Exposition metrics) {
    assertThat(metrics.sum(FRONTEND + "output_tokens_total", "model", "tiny")).isEqualTo(10);
    assertThat(metrics.sum(FRONTEND + "output_sequence_tokens_sum")).isEqualTo(10);
    for (String each :
        List.of(
            "output_sequence_tokens",
            "input_sequence_tokens",
            "time_to_first_token_seconds",
            "cached_tokens")) {
      assertThat(metrics.sum(FRONTEND + each + "_count")).as(each).isEqualTo(4);
    }
    assertThat(metrics.sum(FRONTEND + "inter_token_latency_seconds_count")).isEqualTo(6);
    String durations = FRONTEND + "request_duration_seconds_count";
    assertThat(metrics.sum(durations, "model", "tiny")).isEqualTo(5);
    assertThat(metrics.sum(durations, "model", "unknown_model")).isEqualTo(1);
  }

  private static void assertGauges(Exposition metrics) {
    for (String zero :
        List.of(
            "inflight_requests",
            "active_requests",
            "queued_requests",
            "disconnected_clients",
            "model_migration_limit")) {
      assertThat(metrics.sum(FRONTEND + zero)).as(zero).isZero();
    }
    assertThat(metrics.sum(FRONTEND + "model_ready", "model", "tiny")).isEqualTo(1);
    assertThat(metrics.sum(FRONTEND + "model_total_kv_blocks")).isEqualTo(16_384);
    assertThat(metrics.sum(FRONTEND + "model_kv_cache_block_size")).isEqualTo(64);
    assertThat(metrics.sum(FRONTEND + "model_max_num_seqs")).isEqualTo(256);
    assertThat(metrics.sum(FRONTEND + "model_max_num_batched_tokens")).isEqualTo(8192);
    String last = FRONTEND + "worker_last_input_sequence_tokens";
    assertThat(metrics.values(last, "dp_rank")).containsExactly("none");
    assertThat(metrics.values(last, "worker_type")).containsExactly("decode");
  }

  private static void assertWorkers(Running system) throws InterruptedException {
    for (Worker worker : system.workers()) {
      Exposition metrics = system.metrics(worker);
      String[] own = {"dynamo_endpoint", "generate", "dynamo_component", "backend"};
      assertThat(metrics.sum(COMPONENT + "requests_total", own)).isEqualTo(2);
      assertThat(metrics.sum(COMPONENT + "request_duration_seconds_count", own)).isEqualTo(2);
      assertThat(metrics.sum(COMPONENT + "request_bytes_total", own)).isPositive();
      assertThat(metrics.sum(COMPONENT + "response_bytes_total", own)).isPositive();
      assertThat(metrics.sum(COMPONENT + "inflight_requests", own)).isZero();
      assertThat(metrics.sum("vllm:time_to_first_token_seconds_count")).isEqualTo(2);
      assertThat(metrics.sum("vllm:e2e_request_latency_seconds_count")).isEqualTo(2);
      assertThat(metrics.values(COMPONENT + "requests_total", "worker_id"))
          .singleElement()
          .satisfies(id -> assertThat(system.instances()).contains(decimal(id)));
    }
    double gaps = 0;
    for (Worker worker : system.workers()) {
      gaps += system.metrics(worker).sum("vllm:inter_token_latency_seconds_count");
    }
    assertThat(gaps).isEqualTo(6);
  }

  private static String decimal(String hexadecimal) {
    return Long.toUnsignedString(Long.parseUnsignedLong(hexadecimal, 16));
  }

  /** After one event of each kind, so that all are there. */
  @Test
  void everyFamilyOfTheEmbeddedOneIsThereWithItsTypeAndLabels() throws Exception {
    try (Running system = start(Layout.slow().with(Trait.MOCKER, Trait.HARD_CAP))) {
      overload(system);
      Exposition worker = system.metrics(leave(system));
      moveAStream(system);
      Set<String> seen = Families.FRONTEND.namesBut(FRONTEND + TOO_LONG);
      Families.FRONTEND.assertMeet(system.metrics(), seen);
      // An error is not counted at each client that leaves; the mocker counts no tokens and no
      // ends.
      Set<String> certain = Families.WORKER.namesBut(COMPONENT + "errors_total", GENERATED, ENDS);
      Families.WORKER.assertMeet(worker, certain);
      if (kind() == Kind.EMBEDDED) {
        assertThat(Families.FRONTEND.names()).containsAll(system.metrics().types().keySet());
        Families.WORKER.assertMeet(worker, worker.types().keySet());
      }
    }
  }

  /** More at once than two workers take; once one was rejected, all go away. */
  private static void overload(Running system) throws InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      all.add(system.client().asking(Ask.chat(5000)));
    }
    Await.that("a rejection", () -> all.stream().anyMatch(CompletableFuture::isDone));
    all.forEach(one -> one.cancel(true));
    Await.that(
        "an end on each worker",
        () -> system.client().ask(Ask.chat(2)).status() == 200 && eachHasEnded(system));
  }

  private static boolean eachHasEnded(Running system) throws InterruptedException {
    boolean each = true;
    for (Worker worker : system.workers()) {
      each &= system.metrics(worker).sum("vllm:e2e_request_latency_seconds_count") > 0;
    }
    return each;
  }

  /** A client goes away from this worker's stream. */
  private static Worker leave(Running system) throws Exception {
    TokenStream gone = system.client().stream(Ask.chat(5000).streaming()).awaitTokens(2);
    Worker worker = system.serving(gone.requestId());
    gone.leave();
    Await.that("that it is free", () -> system.inFlight() == 0);
    return worker;
  }

  /** A worker is killed in the middle of a stream. */
  private static void moveAStream(Running system) throws Exception {
    TokenStream stream = system.client().stream(Ask.chat(200).streaming()).awaitTokens(2);
    system.signal(system.serving(stream.requestId()), Signal.KILL);
    stream.awaitEnd();
    assertThat(stream.tokens()).isEqualTo(200);
  }

  @Test
  void countersThatFaultstreamReadsAreAmongThem() {
    for (TargetCounter counter : TargetCounter.values()) {
      assertThat(Families.FRONTEND.names()).contains(counter.family());
    }
  }
}
