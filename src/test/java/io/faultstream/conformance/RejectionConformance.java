package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.Worker;
import io.faultstream.time.Poll;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** More requests than the workers take. */
@DisplayName("requests are rejected for overload")
abstract class RejectionConformance extends Conformance {
  private static final String REJECTIONS = "dynamo_frontend_model_rejection_total";
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String WORKERS = "dynamo_rejection_request_total";
  private static final int AT_ONCE = 16;

  RejectionConformance(Kind kind) {
    super(kind);
  }

  @Test
  void workersAtTheirHardCapRejectAndTheCounterIsTheNumberOfRejections() throws Exception {
    try (Running system = start(Layout.slow().with(Trait.HARD_CAP))) {
      assertHardCap(system);
    }
  }

  /** Two workers that have one running and two waiting each take 6 of these, or a little more. */
  private static void assertHardCap(Running system) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(system.client().asking(i % 2 == 0 ? Ask.chat(100) : Ask.chat(100).streaming()));
    }
    for (Worker worker : system.workers()) {
      assertThat(system.metrics(worker).sum("vllm:num_requests_running")).isLessThanOrEqualTo(1);
    }
    List<Reply> replies = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> one : all) {
      replies.add(Reply.of(Client.answer(one)));
    }
    int taken = (int) replies.stream().filter(reply -> reply.status() == 200).count();
    assertThat(taken).isBetween(2, AT_ONCE - 1);
    assertThat(replies.stream().filter(reply -> reply.status() != 200))
        .allSatisfy(reply -> assertRejected(reply, 529));
    assertCounted(system, AT_ONCE - taken);
    Exposition metrics = system.metrics();
    assertThat(metrics.sum(REQUESTS, "status", "success")).isEqualTo(taken);
    double byWorkers = 0;
    for (Worker worker : system.workers()) {
      byWorkers += system.metrics(worker).sum(WORKERS);
      assertThat(
              Running.line(
                  Running.log(worker),
                  "Worker at capacity (engine + queue full), rejecting request",
                  "endpoint=\"generate\""))
          .isPresent();
    }
    assertThat(byWorkers).isPositive();
    Await.that("an end", () -> system.client().ask(Ask.chat(1)).status() == 200);
  }

  private static void assertRejected(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"Service temporarily overloaded\",\"type\":\"Overloaded\",\"code\":%d}",
            status);
  }

  private static void assertCounted(Running system, int rejected) throws InterruptedException {
    Await.that(
        rejected + " rejections counted", () -> system.metrics().sum(REJECTIONS) == rejected);
    Exposition metrics = system.metrics();
    String[] labels = {"status", "error", "error_type", "overload"};
    assertThat(metrics.sum(REQUESTS, labels)).isEqualTo(rejected);
    assertThat(
            metrics.sum(
                "dynamo_frontend_failures_total",
                "class",
                "CapacityExhausted",
                "reason",
                "capacity.pool_exhausted"))
        .isEqualTo(rejected);
  }

  @Test
  void busyWorkersRejectWithTheStatusAskedForUntilTheThresholdIsRaised() throws Exception {
    try (Running system = start(Layout.slow().with(Trait.BUSY_EARLY, Trait.OVERLOAD_503))) {
      List<TokenStream> streams = fill(system);
      assertRejected(system.client().ask(Ask.chat(1)), 503);
      assertRejected(system.client().ask(Ask.completion(1)), 503);
      assertCounted(system, 3);
      assertThat(system.metrics().sum(REJECTIONS, "endpoint", "chat_completions")).isEqualTo(2);
      assertThat(system.metrics().sum(REJECTIONS, "endpoint", "completions")).isEqualTo(1);
      assertThat(system.client().get("/busy_threshold").body())
          .isEqualTo("{\"thresholds\":[" + thresholds("0.05") + "]}");
      Reply changed =
          system
              .client()
              .post(
                  "/busy_threshold", "{\"model\":\"tiny\",\"active_decode_blocks_threshold\":1.0}");
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.body()).isEqualTo(thresholds("1.0"));
      Await.that("that it is taken", () -> system.client().ask(Ask.chat(1)).status() == 200);
      assertThat(streams).allMatch(stream -> stream.status() == 200);
      for (TokenStream stream : streams) {
        stream.leave();
      }
    }
  }

  /** Opens streams one after another until one is rejected. */
  private static List<TokenStream> fill(Running system) throws InterruptedException {
    List<TokenStream> streams = new ArrayList<>();
    Optional<TokenStream> rejected =
        Poll.until(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            () -> {
              TokenStream next = system.client().stream(Ask.chat(400).streaming());
              if (next.status() == 503) {
                return Optional.of(next);
              }
              streams.add(next);
              return Optional.empty();
            });
    assertThat(rejected).isPresent();
    return streams;
  }

  private static String thresholds(String decodeBlocks) {
    return "{\"model\":\"tiny\",\"active_decode_blocks_threshold\":"
        + decodeBlocks
        + ",\"active_prefill_tokens_threshold\":null,"
        + "\"active_prefill_tokens_threshold_frac\":null}";
  }
}
