package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.process.Signal;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.target.Worker;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Prefill workers compute the prompts, decode workers give the tokens. */
@DisplayName("prompts are computed elsewhere")
abstract class SplitConformance extends Conformance {
  private static final String MIGRATIONS = "dynamo_frontend_model_migration_total";
  private static final String MOVES = "dynamo_frontend_model_migration_duration_seconds_count";
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String FAILURES = "dynamo_frontend_failures_total";
  private static final String RECEIVED = "dynamo_component_requests_total";
  private static final Pattern PREFILLED = Pattern.compile("request finished .*reason=prefilled");
  private static final int TOKENS = 200;

  SplitConformance(Kind kind) {
    super(kind);
  }

  private static Layout split(Layout layout, int prefillWorkers) {
    return layout.split(prefillWorkers, PrefillCancel.COMPLETE);
  }

  static Worker named(Running system, String name) {
    return system.workers().stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** The id of the one request that this worker has open, once it has. */
  static String openOn(Running system, Worker worker) throws InterruptedException {
    Await.that("a request on " + worker.name(), () -> system.openRequests(worker).size() == 1);
    return system.openRequests(worker).get(0);
  }

  /** By the engine's own lines; the real one's runtime has lines of its own beside them. */
  private static long received(Worker worker, String id) throws Exception {
    return Running.log(worker)
        .lines()
        .filter(line -> line.contains("request received") && line.contains(id))
        .filter(line -> line.contains(" mode="))
        .count();
  }

  @Test
  void headersComeAfterThePrefillAndAllTokensFromTheDecodeWorker() throws Exception {
    try (Running system = start(split(Layout.slow().with(Trait.SLOW_PREFILL), 1))) {
      Worker prefill = named(system, "prefill-0");
      CompletableFuture<HttpResponse<InputStream>> opening =
          system.client().opening(Ask.chat(TOKENS).withUsage());
      String id = openOn(system, prefill);
      assertThat(system.control().inFlight(prefill)).hasValue(1);
      assertThat(opening).isNotDone();
      TokenStream stream = new TokenStream(Client.answer(opening));
      assertThat(Running.log(prefill)).containsPattern(PREFILLED);
      assertThat(stream.requestId()).isEqualTo(id);
      Worker decode = system.serving(id);
      assertThat(decode.name()).startsWith("worker-");
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(stream.done()).isTrue();
      assertThat(received(prefill, id)).isEqualTo(1);
      assertThat(received(decode, id)).isEqualTo(1);
      assertThat(Running.line(Running.log(prefill), "request received", "mode=prefill"))
          .isPresent();
      assertThat(Running.line(Running.log(decode), "request received", "mode=decode")).isPresent();
      assertTold(system);
    }
  }

  private static void assertTold(Running system) throws InterruptedException {
    JsonNode health = system.client().get("/health").json();
    Set<String> endpoints = new TreeSet<>();
    health.path("endpoints").forEach(one -> endpoints.add(one.asText()));
    assertThat(endpoints)
        .contains("dyn://dynamo.backend.generate", "dyn://dynamo.prefill.generate");
    for (Worker worker : system.workers()) {
      String component = worker.prefills() ? "prefill" : "backend";
      Exposition metrics = system.metrics(worker);
      assertThat(metrics.values(RECEIVED, "dynamo_component")).containsExactly(component);
      String id = system.control().instanceId(worker).orElseThrow();
      assertThat(health.path("instances"))
          .filteredOn(one -> one.path("instance_id").asText().equals(id))
          .filteredOn(one -> one.path("endpoint").asText().equals("generate"))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.path("component").asText()).isEqualTo(component);
                assertThat(one.path("transport").path("tcp").asText())
                    .endsWith("/dynamo/" + component + "/generate");
              });
    }
    Exposition frontend = system.metrics();
    String worker = "dynamo_frontend_worker_last_";
    assertThat(frontend.values(worker + "time_to_first_token_seconds", "worker_type"))
        .containsExactly("prefill");
    assertThat(frontend.values(worker + "inter_token_latency_seconds", "worker_type"))
        .containsExactly("decode");
  }

  @Test
  void streamOfAKilledDecodeWorkerGoesThroughThePrefillAgain() throws Exception {
    try (Running system = start(split(Layout.slow(), 1))) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(30);
      Worker victim = system.serving(stream.requestId());
      assertThat(victim.name()).startsWith("worker-");
      system.signal(victim, Signal.KILL);
      stream.awaitEnd();
      Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertMigrations(system, 1, 0);
      assertThat(received(named(system, "prefill-0"), stream.requestId())).isEqualTo(2);
      Worker second = named(system, victim.name().equals("worker-0") ? "worker-1" : "worker-0");
      assertThat(received(second, stream.requestId())).isEqualTo(1);
    }
  }

  static void assertMigrations(Running system, int ongoing, int fresh) throws InterruptedException {
    Exposition metrics = system.metrics();
    assertThat(metrics.sum(MIGRATIONS, "migration_type", "ongoing_request")).isEqualTo(ongoing);
    assertThat(metrics.sum(MIGRATIONS, "migration_type", "new_request")).isEqualTo(fresh);
  }

  @Test
  void prefillWorkerThatDiesWhileItsStreamIsDecodedIsNotMissedUntilTheNext() throws Exception {
    try (Running system = start(split(Layout.slow(), 1))) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).streaming()).awaitTokens(10);
      Worker prefill = named(system, "prefill-0");
      kill(system, prefill);
      stream.awaitEnd();
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertMigrations(system, 0, 0);
      assertUnavailable(system.client().ask(Ask.chat(1)));
      assertMigrations(system, 0, 1);
      Await.that("that it is counted no more", () -> system.instances().size() == 2);
      assertNotReady(system);
      system.control().restart(prefill);
      Await.that("that it serves again", () -> system.client().ask(Ask.chat(1)).status() == 200);
    }
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).contains("Service temporarily unavailable");
  }

  private static void assertNotReady(Running system) throws InterruptedException {
    Await.that("that it is not ready", () -> notReady(system.client().ask(Ask.chat(1))));
    assertThat(system.client().get("/v1/models").json().path("data")).isEmpty();
    assertThat(system.metrics().sum("dynamo_frontend_model_ready")).isZero();
  }

  private static boolean notReady(Reply reply) {
    return reply.status() == 503
        && reply.body().contains("Model `tiny` is not ready to serve requests yet.");
  }

  private static void kill(Running system, Worker worker) throws Exception {
    system.signal(worker, Signal.KILL);
    Await.that("its end", () -> !worker.process().alive());
  }

  @Test
  void eachRequestFindsOutThatAllRegisteredPrefillWorkersAreDead() throws Exception {
    try (Running system = start(split(Layout.slow(), 2))) {
      for (Worker worker : system.workers()) {
        if (worker.prefills()) {
          kill(system, worker);
        }
      }
      for (int i = 1; i <= 3; i++) {
        assertUnavailable(system.client().ask(Ask.chat(1)));
        assertMigrations(system, 0, 2);
        Exposition metrics = system.metrics();
        assertThat(metrics.sum(REQUESTS, "error_type", "unavailable")).isEqualTo(i);
        assertThat(metrics.sum(FAILURES, "reason", "backend.unavailable")).isEqualTo(i);
        assertThat(metrics.sum("dynamo_frontend_model_ready")).isEqualTo(1);
      }
      assertThat(system.client().get("/v1/models").json().path("data")).hasSize(1);
    }
  }

  @Test
  void streamWhoseDecodeWorkersAreAllDeadEndsWithAnError() throws Exception {
    try (Running system = start(split(Layout.slow(), 1))) {
      TokenStream stream = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(20);
      Worker victim = system.serving(stream.requestId());
      Worker other = named(system, victim.name().equals("worker-0") ? "worker-1" : "worker-0");
      kill(system, other);
      kill(system, victim);
      stream.awaitEnd();
      assertThat(stream.error().orElse(""))
          .contains("Service temporarily unavailable")
          .contains("\"code\":503");
      assertThat(stream.done()).isTrue();
      assertThat(TokenStream.numbers(TOKENS)).startsWith(stream.text());
      assertMigrations(system, 1, 1);
      Exposition metrics = system.metrics();
      assertThat(metrics.sum(MOVES, "migration_type", "ongoing_request", "outcome", "failure"))
          .isEqualTo(1);
      assertThat(metrics.sum(MOVES)).isEqualTo(1);
      assertThat(metrics.sum(FAILURES, "reason", "transport.disconnected")).isEqualTo(1);
      assertThat(metrics.sum(REQUESTS, "status", "error", "error_type", "unavailable"))
          .isEqualTo(1);
    }
  }

  @Test
  void requestOfTheOnlyPrefillWorkerFailsAtOnceWhenItIsKilled() throws Exception {
    try (Running system = start(split(Layout.slow().with(Trait.ENDLESS_PREFILL), 1))) {
      CompletableFuture<HttpResponse<String>> asking =
          system.client().asking(Ask.chat(TOKENS).streaming());
      Worker prefill = named(system, "prefill-0");
      openOn(system, prefill);
      system.signal(prefill, Signal.KILL);
      assertUnavailable(Reply.of(Client.answer(asking)));
      assertMigrations(system, 0, 1);
    }
  }

  @Test
  void requestOfAKilledPrefillWorkerIsComputedByAnother() throws Exception {
    try (Running system = start(split(Layout.slow().with(Trait.SLOW_PREFILL), 2))) {
      CompletableFuture<HttpResponse<InputStream>> opening =
          system.client().opening(Ask.chat(TOKENS).streaming());
      Worker victim =
          Await.value(
              "a prefill worker that has it",
              () ->
                  system.workers().stream()
                      .filter(one -> !system.openRequests(one).isEmpty())
                      .findFirst());
      assertThat(victim.prefills()).isTrue();
      system.signal(victim, Signal.KILL);
      TokenStream stream = new TokenStream(Client.answer(opening)).awaitEnd();
      assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertMigrations(system, 0, 1);
    }
  }

  @Test
  void twoPrefillWorkersAndTwoDecodeWorkersTakeTurns() throws Exception {
    try (Running system = start(split(Layout.plain(), 2))) {
      for (int i = 0; i < 8; i++) {
        assertThat(system.client().ask(Ask.chat(3)).status()).isEqualTo(200);
      }
      for (String name : List.of("prefill-0", "prefill-1", "worker-0", "worker-1")) {
        assertThat(system.metrics(named(system, name)).sum(RECEIVED)).as(name).isEqualTo(4);
      }
    }
  }
}
