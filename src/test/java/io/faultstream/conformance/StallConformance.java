package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Signal;
import io.faultstream.target.Worker;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SIGSTOP of a worker that has a stream, and SIGCONT. */
@DisplayName("a worker is stopped and goes on")
abstract class StallConformance extends Conformance {
  private static final String MIGRATIONS = "dynamo_frontend_model_migration_total";
  private static final int TOKENS = 300;

  StallConformance(Kind kind) {
    super(kind);
  }

  @Test
  void itsStreamIsSilentMeanwhileAndThenWhole() throws Exception {
    try (Running system = start(Layout.slow())) {
      TokenStream silent = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(10);
      TokenStream other = system.client().stream(Ask.chat(TOKENS).streaming()).awaitTokens(1);
      Worker victim = system.serving(silent.requestId());
      system.signal(victim, Signal.STOP);
      other.awaitTokens((int) other.tokens() + 60);
      long tokens = silent.tokens();
      other.awaitTokens(TOKENS - 50);
      assertThat(silent.tokens()).isEqualTo(tokens).isLessThan(TOKENS);
      assertThat(silent.ended()).isFalse();
      assertThat(system.instances()).hasSize(2);
      system.signal(victim, Signal.CONT);
      silent.awaitEnd();
      Frames.of(Ask.chat(TOKENS), silent).assertWhole(TOKENS);
      assertThat(silent.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(system.metrics().sum(MIGRATIONS)).isZero();
    }
  }

  @Test
  void itsStreamMovesWhereTheFrontendGivesItUp() throws Exception {
    try (Running system = start(Layout.slow().givingUpAfter(Duration.ofSeconds(1)))) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(10);
      Worker victim = system.serving(stream.requestId());
      String id = system.control().instanceId(victim).orElseThrow();
      system.signal(victim, Signal.STOP);
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(system.metrics().sum(MIGRATIONS, "migration_type", "ongoing_request"))
          .isEqualTo(1);
      assertThat(
              Running.line(
                  system.log(),
                  "backend response inactivity timeout — quarantining worker",
                  "instance_id=" + id))
          .isPresent();
    }
  }

  /**
   * All that needs the end of a lease, in one system, because it takes 10 s: a worker is stopped,
   * the other killed.
   */
  @Test
  void beyondItsLeaseItIsNoMoreCountedAndDoesNotComeBack() throws Exception {
    try (Running system = start(Layout.slow())) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(10);
      Worker stopped = system.serving(stream.requestId());
      Worker killed = system.other(stopped);
      system.signal(stopped, Signal.STOP);
      assertNewRequestsAreLateAtMost(system);
      system.signal(killed, Signal.KILL);
      system.awaitInstances(0);
      Absence.awaitNoModel(system.client());
      assertThat(stream.ended()).isFalse();
      system.signal(stopped, Signal.CONT);
      stream.awaitEnd();
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      Await.that(
          "that it notices the loss",
          () -> logHas(stopped, "FileStore::keep_alive failed opening owned file"));
      assertThat(system.instances()).isEmpty();
      system.control().restart(killed);
      Await.that("that it serves", () -> system.client().ask(Ask.chat(1)).status() == 200);
      assertThat(system.instances()).hasSize(1);
    }
  }

  /** A worker that does not take a request in time is left out, and another asked. */
  private static void assertNewRequestsAreLateAtMost(Running system) throws Exception {
    Await.that(
        "a request that was first sent to the stopped worker",
        () -> {
          assertThat(system.client().ask(Ask.chat(1)).status()).isEqualTo(200);
          return logHas(system, "TCP request timeout to 127.0.0.1:");
        });
    assertThat(system.metrics().sum(MIGRATIONS, "migration_type", "ongoing_request")).isZero();
    assertThat(system.metrics().sum(MIGRATIONS, "migration_type", "new_request")).isPositive();
  }

  private static boolean logHas(Running system, String part) {
    return has(system::log, part);
  }

  static boolean logHas(Worker worker, String part) {
    return has(() -> Running.log(worker), part);
  }

  private static boolean has(Log log, String part) {
    try {
      return Running.line(log.text(), part).isPresent();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private interface Log {
    String text() throws java.io.IOException;
  }
}
