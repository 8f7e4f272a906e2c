package io.faultstream.conformance;

import static io.faultstream.conformance.SplitConformance.assertMigrations;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Signal;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.target.Worker;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a request while its prompt is on the way from a prefill to a decode worker. */
@DisplayName("a prompt is on its way")
final class SplitTransferEmbeddedIT extends Conformance {
  private static final String BLOCKS = "vllm:kv_cache_usage_perc";
  private static final String CANCELLED = "dynamo_component_cancellation_total";
  private static final int TOKENS = 100;

  /** Takes some four times as long as an unfetched prompt is kept, its late detection included. */
  private static final int LONG = 400;

  SplitTransferEmbeddedIT() {
    super(Kind.EMBEDDED);
  }

  private Running start(int prefillWorkers, Trait... traits) throws Exception {
    return start(
        Layout.slow().workers(1).split(prefillWorkers, PrefillCancel.COMPLETE).with(traits));
  }

  /** A request whose prompt is computed and on its way: its headers are here. */
  private static TokenStream asked(Running system) throws InterruptedException {
    TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage());
    assertThat(stream.status()).isEqualTo(200);
    return stream;
  }

  private static double blocks(Running system, Worker worker) throws InterruptedException {
    return system.metrics(worker).sum(BLOCKS);
  }

  /** The prefill worker that keeps a prompt. */
  private static Worker keeper(Running system) throws InterruptedException {
    List<Worker> prefills = system.workers().stream().filter(Worker::prefills).toList();
    return Await.value(
        "a prefill worker that keeps a prompt",
        () -> {
          for (Worker worker : prefills) {
            if (blocks(system, worker) > 0) {
              return Optional.of(worker);
            }
          }
          return Optional.empty();
        });
  }

  private static Worker otherPrefill(Running system, Worker worker) {
    return system.workers().stream()
        .filter(one -> one.prefills() && !one.equals(worker))
        .findFirst()
        .orElseThrow();
  }

  private static void kill(Running system, Worker worker) throws Exception {
    system.signal(worker, Signal.KILL);
    Await.that("its end", () -> !worker.process().alive());
  }

  private static void assertWhole(TokenStream stream) {
    Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
    assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
    assertThat(stream.done()).isTrue();
  }

  private static void assertFree(Running system, Worker... workers) throws InterruptedException {
    for (Worker worker : workers) {
      Await.that("that its blocks are free", () -> blocks(system, worker) == 0);
    }
  }

  private static Worker decode(Running system) {
    return SplitConformance.named(system, "worker-0");
  }

  @Test
  void promptIsKeptUntilItHasArrived() throws Exception {
    try (Running system = start(1, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      Worker prefill = keeper(system);
      assertThat(system.control().inFlight(prefill)).hasValue(0);
      assertThat(system.control().inFlight(decode(system))).hasValue(1);
      assertThat(stream.tokens()).isZero();
      stream.awaitTokens(1);
      assertFree(system, prefill);
      assertWhole(stream.awaitEnd());
      assertMigrations(system, 0, 0);
      assertThat(Running.line(Running.log(prefill), "prompt freed", "reason=fetched")).isPresent();
      assertFree(system, decode(system));
    }
  }

  @Test
  void promptOfAKilledPrefillWorkerIsComputedByAnother() throws Exception {
    try (Running system = start(2, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      Worker victim = keeper(system);
      kill(system, victim);
      assertWhole(stream.awaitEnd());
      assertMigrations(system, 1, 0);
      assertThat(Running.line(Running.log(decode(system)), "KV transfer failed")).isPresent();
      assertThat(Running.line(system.log(), "migration.reason=\"prefill_unreachable\""))
          .isPresent();
      assertFree(system, otherPrefill(system, victim), decode(system));
    }
  }

  @Test
  void promptOfAStoppedPrefillWorkerIsComputedByAnotherAfterAWhile() throws Exception {
    try (Running system = start(2, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      Worker victim = keeper(system);
      system.signal(victim, Signal.STOP);
      assertWhole(stream.awaitEnd());
      assertMigrations(system, 1, 0);
      assertThat(Running.line(Running.log(decode(system)), "KV transfer failed", "silent for 3000"))
          .isPresent();
      system.signal(victim, Signal.CONT);
      assertFree(system, victim, otherPrefill(system, victim), decode(system));
    }
  }

  @Test
  void promptThatIsNotKeptAnyMoreIsComputedAnew() throws Exception {
    try (Running system = start(1, Trait.HARD_CAP, Trait.SHORT_KEEP)) {
      TokenStream first = system.client().stream(Ask.chat(LONG).streaming()).awaitTokens(1);
      CompletableFuture<HttpResponse<InputStream>> opening =
          system.client().opening(Ask.chat(TOKENS).withUsage());
      Worker prefill = SplitConformance.named(system, "prefill-0");
      Await.that(
          "that it keeps it no more", () -> StallConformance.logHas(prefill, "reason=expired"));
      assertFree(system, prefill);
      assertThat(opening).as("it still waits for the first to end").isNotDone();
      assertWhole(new TokenStream(Client.answer(opening)).awaitEnd());
      assertThat(first.awaitEnd().text()).isEqualTo(TokenStream.numbers(LONG));
      assertMigrations(system, 1, 0);
      assertThat(Running.line(system.log(), "migration.reason=\"prompt_lost\"")).isPresent();
    }
  }

  @Test
  void requestFailsWhenTheOnlyPrefillWorkerIsKilled() throws Exception {
    try (Running system = start(1, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      kill(system, keeper(system));
      assertUnavailable(stream.awaitEnd());
      assertMigrations(system, 1, 0);
      assertFree(system, decode(system));
    }
  }

  @Test
  void requestFailsWhenAllPrefillWorkersAreKilled() throws Exception {
    try (Running system = start(2, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      Worker victim = keeper(system);
      kill(system, otherPrefill(system, victim));
      kill(system, victim);
      assertUnavailable(stream.awaitEnd());
      assertMigrations(system, 1, 1);
      assertFree(system, decode(system));
    }
  }

  private static void assertUnavailable(TokenStream stream) {
    assertThat(stream.tokens()).isZero();
    assertThat(stream.error().orElse(""))
        .contains("Service temporarily unavailable")
        .contains("\"code\":503");
    assertThat(stream.done()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(PrefillCancel.class)
  void clientThatLeavesFreesBothSides(PrefillCancel cancel) throws Exception {
    Layout layout = Layout.slow().workers(1).split(1, cancel).with(Trait.SLOW_TRANSFER);
    try (Running system = start(layout)) {
      TokenStream stream = asked(system);
      Worker prefill = keeper(system);
      stream.leave();
      Await.that("that it stops", () -> system.metrics(decode(system)).sum(CANCELLED) == 1);
      assertFree(system, prefill, decode(system));
      assertThat(system.inFlight()).isZero();
      assertThat(Running.line(Running.log(decode(system)), "request aborted", "sent=0"))
          .isPresent();
      assertThat(Running.log(prefill))
          .containsPattern("prompt freed .* reason=(cancelled|disconnected)")
          .doesNotContain("reason=fetched");
      assertThat(system.metrics(prefill).sum(CANCELLED)).isZero();
      assertMigrations(system, 0, 0);
    }
  }

  @Test
  void prefillWorkerThatIsTerminatedGivesItsPromptFirst() throws Exception {
    try (Running system = start(1, Trait.SLOW_TRANSFER)) {
      TokenStream stream = asked(system);
      Worker prefill = keeper(system);
      system.signal(prefill, Signal.TERM);
      assertWhole(stream.awaitEnd());
      assertMigrations(system, 0, 0);
      Await.that("its end", () -> !prefill.process().alive());
      assertThat(Running.line(Running.log(prefill), "Last endpoint completed")).isPresent();
    }
  }
}
