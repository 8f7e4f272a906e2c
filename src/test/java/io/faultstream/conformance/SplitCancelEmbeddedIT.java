package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.target.Worker;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients that go away before their prompt has come to a decode worker, or after. */
@DisplayName("a client goes away while its prompt is computed elsewhere")
final class SplitCancelEmbeddedIT extends Conformance {
  private static final String NOTED = "dynamo_frontend_model_cancellation_total";
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String CANCELLED = "dynamo_component_cancellation_total";
  private static final String RECEIVED = "dynamo_component_requests_total";
  private static final String DURATIONS = "dynamo_component_request_duration_seconds_count";
  private static final int TOKENS = 2000;

  SplitCancelEmbeddedIT() {
    super(Kind.EMBEDDED);
  }

  private Running start(PrefillCancel cancel, Trait... traits) throws Exception {
    return start(Layout.slow().workers(1).split(1, cancel).with(traits));
  }

  private static Worker prefill(Running system) {
    return SplitEmbeddedIT.named(system, "prefill-0");
  }

  private static Worker decode(Running system) {
    return SplitEmbeddedIT.named(system, "worker-0");
  }

  /** The client leaves; the frontend has noted it when this returns. */
  private static void leave(Running system, CompletableFuture<HttpResponse<String>> asking)
      throws InterruptedException {
    asking.cancel(true);
    Await.that("that it is noted", () -> system.metrics().sum(NOTED) == 1);
    assertThat(system.metrics().sum("dynamo_frontend_disconnected_clients")).isEqualTo(1);
  }

  private static void awaitCounted(Running system) throws InterruptedException {
    Await.that("that it is counted", () -> system.metrics().sum(REQUESTS) == 1);
    Exposition frontend = system.metrics();
    assertThat(frontend.sum(REQUESTS, "status", "error", "error_type", "cancelled")).isEqualTo(1);
    assertThat(frontend.sum(NOTED)).isEqualTo(1);
    for (String gauge : List.of("inflight_requests", "active_requests", "queued_requests")) {
      assertThat(frontend.sum("dynamo_frontend_" + gauge)).as(gauge).isZero();
    }
  }

  private static double sum(Running system, Worker worker, String name)
      throws InterruptedException {
    return system.metrics(worker).sum(name);
  }

  @Test
  void completedPrefillEndsAndTheDecodeWorkerGetsItCancelled() throws Exception {
    try (Running system = start(PrefillCancel.COMPLETE, Trait.SLOW_PREFILL)) {
      CompletableFuture<HttpResponse<String>> asking =
          system.client().asking(Ask.completion(TOKENS));
      String id = SplitEmbeddedIT.openOn(system, prefill(system));
      leave(system, asking);
      assertThat(system.control().inFlight(prefill(system))).hasValue(1);
      assertThat(system.metrics().sum(REQUESTS)).isZero();
      assertThat(system.metrics().sum("dynamo_frontend_inflight_requests")).isEqualTo(1);
      awaitCounted(system);
      assertHandedOverCancelled(system, id);
    }
  }

  private static void assertHandedOverCancelled(Running system, String id) throws Exception {
    Worker decode = decode(system);
    Await.that("that it is cancelled there", () -> sum(system, decode, CANCELLED) == 1);
    assertThat(sum(system, decode, RECEIVED)).isEqualTo(1);
    assertThat(Running.line(Running.log(decode), "request received", id)).isPresent();
    assertThat(Running.line(Running.log(decode), "request aborted", id, "sent=0")).isPresent();
    Worker prefill = prefill(system);
    assertThat(sum(system, prefill, CANCELLED)).isZero();
    assertThat(sum(system, prefill, DURATIONS)).isEqualTo(1);
    assertThat(Running.line(Running.log(prefill), "request finished", id)).isPresent();
  }

  @Test
  void abortedPrefillStopsAndNoDecodeWorkerHearsOfIt() throws Exception {
    try (Running system = start(PrefillCancel.ABORT, Trait.SLOW_PREFILL)) {
      CompletableFuture<HttpResponse<String>> asking =
          system.client().asking(Ask.completion(TOKENS));
      String id = SplitEmbeddedIT.openOn(system, prefill(system));
      leave(system, asking);
      awaitCounted(system);
      Worker prefill = prefill(system);
      Await.that("that it stops", () -> sum(system, prefill, CANCELLED) == 1);
      Await.that("that it is free", () -> system.control().inFlight(prefill).orElse(1) == 0);
      assertThat(Running.line(Running.log(prefill), "request aborted", id, "sent=0")).isPresent();
      assertNoneDecoded(system);
    }
  }

  /** What comes after it has an answer, so that it would have come too. */
  private static void assertNoneDecoded(Running system) throws InterruptedException {
    assertThat(system.client().ask(Ask.chat(1)).status()).isEqualTo(200);
    assertThat(sum(system, decode(system), RECEIVED)).isEqualTo(1);
    assertThat(sum(system, decode(system), CANCELLED)).isZero();
  }

  @Test
  void decodeStopsAtOnce() throws Exception {
    try (Running system = start(PrefillCancel.COMPLETE)) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).streaming()).awaitTokens(5);
      stream.leave();
      awaitCounted(system);
      Await.that("that it stops", () -> sum(system, decode(system), CANCELLED) == 1);
      Await.that("that all are free", () -> system.inFlight() == 0);
      assertThat(sum(system, prefill(system), CANCELLED)).isZero();
    }
  }
}
