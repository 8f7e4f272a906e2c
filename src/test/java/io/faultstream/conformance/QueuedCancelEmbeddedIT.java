package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.Worker;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that goes away while its request waits for a slot of the engine. */
@DisplayName("a client goes away that has waited in the queue")
final class QueuedCancelEmbeddedIT extends Conformance {
  private static final String WAITING = "vllm:num_requests_waiting";
  private static final String RUNNING = "vllm:num_requests_running";
  private static final String CANCELLED = "dynamo_component_cancellation_total";
  private static final String NOTED = "dynamo_frontend_model_cancellation_total";
  private static final int TOKENS = 2000;

  QueuedCancelEmbeddedIT() {
    super(Kind.EMBEDDED);
  }

  @Test
  void nothingIsComputedForItAndWhoeverHasTheSlotGoesOn() throws Exception {
    try (Running system = start(Layout.slow().workers(1).with(Trait.ONE_SLOT))) {
      Worker worker = system.workers().get(0);
      TokenStream first = system.client().stream(Ask.chat(TOKENS).streaming()).awaitTokens(2);
      CompletableFuture<HttpResponse<String>> queued =
          system.client().asking(Ask.completion(TOKENS));
      Await.that("that it waits", () -> system.metrics(worker).sum(WAITING) == 1);

      queued.cancel(true);
      Await.that("that it waits no more", () -> system.metrics(worker).sum(WAITING) == 0);
      Await.that("that it is counted", () -> system.metrics(worker).sum(CANCELLED) == 1);
      Await.that("that it is noted", () -> system.metrics().sum(NOTED) == 1);
      assertThat(Running.line(Running.log(worker), "request aborted", "sent=0")).isPresent();
      assertThat(system.metrics(worker).sum(RUNNING)).isEqualTo(1);

      int before = first.chunks().size();
      first.awaitTokens(before + 2);
      first.leave();
      Await.that("that the slot is free", () -> system.metrics(worker).sum(RUNNING) == 0);
    }
  }
}
