package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Signal;
import io.faultstream.target.Worker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SIGTERM to a worker that has a stream. */
@DisplayName("a worker is told to stop")
abstract class TerminateConformance extends Conformance {
  private static final String MIGRATIONS = "dynamo_frontend_model_migration_total";
  private static final int TOKENS = 300;

  TerminateConformance(Kind kind) {
    super(kind);
  }

  @Test
  void itLeavesAtOnceAndEndsAfterItsLastStream() throws Exception {
    try (Running system = start(Layout.slow())) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(5);
      Worker victim = system.serving(stream.requestId());
      String id = system.control().instanceId(victim).orElseThrow();
      system.signal(victim, Signal.TERM);
      Await.that("that it left", () -> !system.instances().contains(id));
      assertThat(stream.ended()).isFalse();
      assertThat(system.client().get("/v1/models").json().path("data")).hasSize(1);
      Worker other = system.other(victim);
      double before = system.metrics(other).sum("dynamo_component_requests_total");
      for (int i = 0; i < 4; i++) {
        assertThat(system.client().ask(Ask.chat(1)).status()).isEqualTo(200);
      }
      Await.that(
          "4 requests on the other",
          () -> system.metrics(other).sum("dynamo_component_requests_total") == before + 4);
      assertThat(system.system(victim).answers("/health")).isFalse();
      assertThat(victim.process().alive()).isTrue();
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      Await.that("its end", () -> !victim.process().alive());
      assertThat(system.metrics().sum(MIGRATIONS)).isZero();
      assertThat(Running.log(victim))
          .contains("Runtime shutdown initiated")
          .contains("Phase 1: Cancelling endpoint shutdown token")
          .contains("Phase 2: Waiting for graceful endpoints to complete")
          .contains("Last endpoint completed, notifying all waiters")
          .contains("Phase 3: Connections to backend services will now be disconnected");
    }
  }

  @Test
  void whereItIsAskedToMoveThemItsStreamsGoOnElsewhere() throws Exception {
    try (Running system = start(Layout.slow().movingAtTerm())) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(20);
      Worker victim = system.serving(stream.requestId());
      system.signal(victim, Signal.TERM);
      Await.that("its end", () -> !victim.process().alive());
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(system.metrics().sum(MIGRATIONS, "migration_type", "ongoing_request"))
          .isEqualTo(1);
      assertThat(
              Running.line(
                  system.log(),
                  "migration retry scheduled",
                  "migration.reason=\"engine_shutdown\""))
          .isPresent();
    }
  }
}
