package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.Worker;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients that go away before their answer is whole. */
@DisplayName("a client goes away")
abstract class CancelConformance extends SharedConformance {
  private static final String CANCELLATIONS = "dynamo_frontend_model_cancellation_total";
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String GONE = "dynamo_frontend_disconnected_clients";
  private static final String RECEIVED = "dynamo_component_requests_total";
  private static final String DURATIONS = "dynamo_component_request_duration_seconds_count";
  private static final String CANCELLED = "dynamo_component_cancellation_total";
  private static final String ERRORS = "dynamo_component_errors_total";
  private static final String RUNNING = "vllm:num_requests_running";

  /** Longer than any check waits. */
  private static final int TOKENS = 20_000;

  CancelConformance(Kind kind) {
    super(kind, Layout.slow());
  }

  @Test
  void workForAStreamStopsEverywhereAndCountsAsCancelled() throws Exception {
    Exposition before = system().metrics();
    TokenStream stream = client().stream(Ask.chat(TOKENS).streaming()).awaitTokens(3);
    Worker worker = system().serving(stream.requestId());
    Await.that("that it is computed", () -> system().metrics(worker).sum(RUNNING) == 1);
    Exposition workerBefore = system().metrics(worker);
    stream.leave();
    awaitNothingInFlight();
    assertRisenByOne(
        before, CANCELLATIONS, "endpoint", "chat_completions", "request_type", "stream");
    assertRisenByOne(
        before, REQUESTS, "status", "error", "error_type", "cancelled", "request_type", "stream");
    assertRisenByOne(before, GONE);
    assertWorkerCounted(worker, workerBefore);
    assertThat(Running.line(system().log(), "Stream closed unexpectedly; issuing cancellation"))
        .isPresent();
    assertThat(
            Running.line(
                Running.log(worker),
                "request_span: request cancellation received",
                stream.requestId(),
                "cancellation.signal=\"kill\"",
                "cancellation.source=\"upstream\""))
        .isPresent();
    assertThat(system().openRequests(worker)).isEmpty();
  }

  /** The real one counts it as cancelled or as a success, as chance will have it. */
  @Test
  void workForAWholeAnswerStopsEverywhereAndCountsOnce() throws Exception {
    Exposition before = system().metrics();
    CompletableFuture<HttpResponse<String>> whole = client().asking(Ask.completion(TOKENS));
    Worker worker =
        Await.value(
            "a worker that computes",
            () ->
                system().workers().stream()
                    .filter(one -> !system().openRequests(one).isEmpty())
                    .findFirst());
    Await.that("that it is computed", () -> system().metrics(worker).sum(RUNNING) == 1);
    Exposition workerBefore = system().metrics(worker);
    whole.cancel(true);
    awaitNothingInFlight();
    assertRisenByOne(before, CANCELLATIONS, "endpoint", "completions", "request_type", "unary");
    assertRisenByOne(before, REQUESTS, "request_type", "unary");
    Exposition after = system().metrics();
    String[] success = {"request_type", "unary", "status", "success", "error_type", ""};
    String[] cancelled = {"request_type", "unary", "status", "error", "error_type", "cancelled"};
    assertThat(after.sum(REQUESTS, success) + after.sum(REQUESTS, cancelled))
        .isEqualTo(before.sum(REQUESTS, success) + before.sum(REQUESTS, cancelled) + 1);
    assertRisenByOne(before, GONE);
    assertWorkerCounted(worker, workerBefore);
    assertThat(Running.line(system().log(), "Connection closed unexpectedly; issuing cancellation"))
        .isPresent();
  }

  private void awaitNothingInFlight() throws InterruptedException {
    Await.that("that no worker has it", () -> system().inFlight() == 0);
    for (Worker worker : system().workers()) {
      Await.that("that no engine computes", () -> system().metrics(worker).sum(RUNNING) == 0);
    }
    for (String gauge : List.of("inflight_requests", "active_requests", "queued_requests")) {
      Await.that(gauge + " 0", () -> system().metrics().sum("dynamo_frontend_" + gauge) == 0);
    }
  }

  private void assertRisenByOne(Exposition before, String name, String... labels)
      throws InterruptedException {
    Await.that(
        name + " one more",
        () -> system().metrics().sum(name, labels) == before.sum(name, labels) + 1);
    assertThat(system().metrics().sum(name)).isEqualTo(before.sum(name) + 1);
  }

  /** The request was counted at its start; of errors the real one counts one or none. */
  private void assertWorkerCounted(Worker worker, Exposition running) throws InterruptedException {
    Await.that(
        "the worker's count",
        () -> system().metrics(worker).sum(DURATIONS) == running.sum(DURATIONS) + 1);
    Exposition after = system().metrics(worker);
    assertThat(after.sum(RECEIVED)).isEqualTo(running.sum(RECEIVED));
    assertThat(after.sum(RECEIVED)).isEqualTo(after.sum(DURATIONS));
    assertThat(after.sum(CANCELLED)).isEqualTo(running.sum(CANCELLED) + 1);
    assertThat(after.sum(ERRORS)).isBetween(running.sum(ERRORS), running.sum(ERRORS) + 1);
    assertThat(after.values(ERRORS, "error_type")).isSubsetOf("publish_response", "publish_final");
  }
}
