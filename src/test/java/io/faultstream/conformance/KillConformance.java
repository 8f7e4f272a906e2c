package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.process.Signal;
import io.faultstream.target.Worker;
import io.faultstream.time.RunClock;
import io.faultstream.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SIGKILL of a worker that has a stream and a whole answer to give. */
@DisplayName("a worker is killed")
abstract class KillConformance extends Conformance {
  private static final String MIGRATIONS = "dynamo_frontend_model_migration_total";
  private static final String MOVES = "dynamo_frontend_model_migration_duration_seconds_count";
  private static final String REQUESTS = "dynamo_frontend_requests_total";
  private static final String FAILURES = "dynamo_frontend_failures_total";
  private static final Pattern CARRIED = Pattern.compile("migration\\.tokens_completed=(\\d+)");
  private static final int TOKENS = 300;

  /** Leases hold 10 s from their last renewal, which was up to a third of that ago. */
  private static final Duration SAFELY_LEASED = Duration.ofSeconds(5);

  KillConformance(Kind kind) {
    super(kind);
  }

  @Test
  void itsRequestsGoOnElsewhereAndANewOneServesAtOnce() throws Exception {
    try (Running system = start(Layout.slow())) {
      int prompt = promptTokens(system.client().ask(Ask.chat(1)).json());
      Cohort cohort = Cohort.on(system, TOKENS);
      TokenStream moved = cohort.streams().get(0);
      // By then the whole answer beside it on that worker has tokens too.
      moved.awaitTokens((int) moved.tokens() + 20);
      Worker victim = system.serving(moved.requestId());
      assertThat(system.control().inFlight(victim)).hasValue(2);
      String victimId = system.control().instanceId(victim).orElseThrow();
      Ticker since = RunClock.startingNow();
      system.signal(victim, Signal.KILL);
      Worker second = system.control().restart(victim);
      assertBothAreCounted(system, second, since);
      List<Reply> wholes = cohort.awaitEnd();

      for (TokenStream stream : cohort.streams()) {
        Frames.of(Ask.chat(TOKENS), stream).assertWhole(TOKENS);
        assertThat(stream.text()).isEqualTo(TokenStream.numbers(TOKENS));
        assertThat(stream.done()).isTrue();
      }
      assertThat(wholes).allMatch(whole -> whole.status() == 200);
      assertThat(wholes.stream().map(KillConformance::content))
          .containsOnly(TokenStream.numbers(TOKENS));
      assertMovedAreCounted(system);
      int carried = carried(system, victimId);
      assertThat(carried).isGreaterThanOrEqualTo(20);
      assertUsage(moved.usage().orElseThrow(), prompt + carried);
      assertUsage(cohort.streams().get(1).usage().orElseThrow(), prompt);
      assertThat(wholes.stream().map(whole -> promptTokens(whole.json())).sorted())
          .satisfiesExactly(
              stayed -> assertThat(stayed).isEqualTo(prompt),
              other -> assertThat(other).isGreaterThan(prompt));
      Await.that("a request on the new worker", () -> serves(system, second));
    }
  }

  private static void assertMovedAreCounted(Running system) throws InterruptedException {
    Await.that("5 requests counted", () -> system.metrics().sum(REQUESTS) == 5);
    Exposition metrics = system.metrics();
    assertThat(metrics.sum(REQUESTS, "status", "success")).isEqualTo(5);
    assertThat(metrics.sum(MIGRATIONS, "migration_type", "ongoing_request")).isEqualTo(2);
    assertThat(metrics.sum(MIGRATIONS, "migration_type", "new_request")).isZero();
    assertThat(metrics.sum(MOVES, "migration_type", "ongoing_request", "outcome", "success"))
        .isEqualTo(2);
    assertThat(metrics.sum(MOVES)).isEqualTo(2);
    assertThat(system.control().migrations()).hasValue(2);
  }

  /** Tokens that the log says were carried over for the first stream. */
  private static int carried(Running system, String victimId) throws Exception {
    String log = system.log();
    assertThat(Running.line(log, "Stream disconnected, recreating stream error=Unavailable:"))
        .isPresent();
    String line =
        Running.line(log, "migration retry scheduled", "x_request_id=\"stream-0\"").orElseThrow();
    assertThat(line)
        .contains("request.attempt=1")
        .contains("migration.is_retry=true")
        .contains("migration.reason=\"disconnected\"")
        .contains("migration.from_worker_id=" + victimId);
    Matcher matcher = CARRIED.matcher(line);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static void assertUsage(JsonNode usage, int prompt) {
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(prompt);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(TOKENS);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(prompt + TOKENS);
  }

  /** While its lease holds, the dead one is counted beside the new one. */
  private static void assertBothAreCounted(Running system, Worker second, Ticker since)
      throws InterruptedException {
    String id = Await.value("its id", () -> system.control().instanceId(second));
    Set<String> counted =
        Await.value(
            "that it is counted",
            () -> Optional.of(system.instances()).filter(ids -> ids.contains(id)));
    if (since.nanos() < SAFELY_LEASED.toNanos()) {
      assertThat(counted).hasSize(3);
    }
  }

  /** Whether it has got a request; none fails meanwhile. */
  private static boolean serves(Running system, Worker worker) throws InterruptedException {
    assertThat(system.client().ask(Ask.chat(1)).status()).isEqualTo(200);
    return system.metrics(worker).sum("dynamo_component_requests_total") > 0;
  }

  @Test
  void withoutMigrationItsRequestsFailAndWithoutWorkersAllDo() throws Exception {
    try (Running system = start(Layout.slow().limit(0))) {
      Cohort cohort = Cohort.on(system, TOKENS);
      TokenStream lost = cohort.streams().get(0).awaitTokens(20);
      Worker victim = system.serving(lost.requestId());
      system.signal(victim, Signal.KILL);
      List<Reply> wholes = cohort.awaitEnd();

      assertEndsInAnError(lost);
      assertThat(cohort.streams().get(1).text()).isEqualTo(TokenStream.numbers(TOKENS));
      assertThat(wholes.stream().filter(whole -> whole.status() == 200)).hasSize(1);
      assertThat(wholes.stream().filter(whole -> whole.status() != 200))
          .singleElement()
          .satisfies(KillConformance::assertUnavailable);
      assertLostAreCounted(system);
      assertThat(Running.line(system.log(), "migration retries exhausted")).isPresent();
      assertThat(Running.line(system.log(), "Stream disconnected, recreating stream")).isPresent();
      assertThat(
              Running.line(system.log(), "Cannot recreate stream error=Migration limit exhausted"))
          .isPresent();
      assertThat(
              Running.line(
                  system.log(),
                  "request completed request_id=" + lost.requestId(),
                  "status=error error_type=unavailable"))
          .isPresent();
      assertNothingServes(system, system.other(victim));
    }
  }

  @Test
  void requestThatHasBecomeTooLongToMoveFails() throws Exception {
    try (Running system = start(Layout.slow().with(Trait.TOO_LONG_TO_MOVE))) {
      TokenStream lost = system.client().stream(Ask.chat(TOKENS).withUsage()).awaitTokens(20);
      system.signal(system.serving(lost.requestId()), Signal.KILL);
      lost.awaitEnd();
      assertEndsInAnError(lost);
      Await.that("1 request counted", () -> system.metrics().sum(REQUESTS) == 1);
      Exposition metrics = system.metrics();
      assertThat(metrics.sum("dynamo_frontend_model_migration_max_seq_len_exceeded_total"))
          .isEqualTo(1);
      assertThat(metrics.sum(MIGRATIONS, "migration_type", "ongoing_request")).isEqualTo(1);
      Families.FRONTEND.assertMeet(
          metrics, Set.of("dynamo_frontend_model_migration_max_seq_len_exceeded_total"));
    }
  }

  private static void assertEndsInAnError(TokenStream lost) {
    int tokens = (int) lost.tokens();
    assertThat(tokens).isBetween(20, TOKENS - 1);
    assertThat(lost.status()).isEqualTo(200);
    assertThat(lost.text()).isEqualTo(TokenStream.numbers(tokens));
    assertThat(lost.events()).hasSize(tokens + 2);
    assertThat(lost.events().get(tokens))
        .isEqualTo(
            "{\"error\":{\"message\":\"Service temporarily unavailable\","
                + "\"type\":\"service_unavailable\",\"code\":503}}");
    assertThat(lost.done()).isTrue();
    assertThat(lost.broken()).isEmpty();
    assertThat(lost.finishReasons()).isEmpty();
    assertThat(lost.usage()).isEmpty();
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"Service temporarily unavailable\","
                + "\"type\":\"Service Unavailable\",\"code\":503}");
  }

  /** The counter of migrations rises although nothing may move. */
  private static void assertLostAreCounted(Running system) throws InterruptedException {
    Await.that("4 requests counted", () -> system.metrics().sum(REQUESTS) == 4);
    Exposition metrics = system.metrics();
    assertThat(metrics.sum(MIGRATIONS, "migration_type", "ongoing_request")).isEqualTo(2);
    assertThat(metrics.sum(MOVES, "migration_type", "ongoing_request", "outcome", "failure"))
        .isEqualTo(2);
    assertThat(metrics.sum(MOVES)).isEqualTo(2);
    for (String type : List.of("stream", "unary")) {
      String[] labels = {
        "status", "error", "error_type", "unavailable", "request_type", type, "model", "tiny"
      };
      assertThat(metrics.sum(REQUESTS, labels)).isEqualTo(1);
    }
    assertThat(metrics.sum(FAILURES, "class", "Unavailable", "reason", "transport.disconnected"))
        .isEqualTo(2);
  }

  /**
   * Dead but registered: the request that finds out is told so, those after it that the model is
   * not ready. Each 5 s the frontend tries again, so that both may come once more.
   */
  private static void assertNothingServes(Running system, Worker last) throws Exception {
    system.signal(last, Signal.KILL);
    Await.that("its end", () -> !last.process().alive());
    Exposition before = system.metrics();
    assertUnavailable(system.client().ask(Ask.chat(1)));
    assertThat(system.metrics().sum(MIGRATIONS, "migration_type", "new_request")).isEqualTo(1);
    assertThat(system.metrics().sum(REQUESTS)).isEqualTo(before.sum(REQUESTS) + 1);
    for (Ask ask : List.of(Ask.chat(1), Ask.chat(1).streaming(), Ask.completion(1))) {
      Await.that("that it is not ready", () -> isNotReady(system.client().ask(ask)));
    }
    Await.that(
        "that the model is listed no more",
        () ->
            isNotReady(system.client().ask(Ask.chat(1)))
                && isNotReady(system.client().get("/v1/models/tiny"))
                && system.client().get("/v1/models").json().path("data").isEmpty()
                && system.metrics().sum("dynamo_frontend_model_ready") == 0);
    assertThat(system.client().get("/health").status()).isEqualTo(200);
    assertThat(system.instances()).hasSize(2);
  }

  private static boolean isNotReady(Reply reply) {
    assertThat(reply.status()).isIn(200, 503);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    return reply
        .body()
        .equals(
            "{\"message\":\"Model `tiny` is not ready to serve requests yet. The deployment may"
                + " still be starting up or is not fully provisioned. Please retry shortly.\","
                + "\"type\":\"Service Unavailable\",\"code\":503}");
  }

  private static int promptTokens(JsonNode whole) {
    return whole.path("usage").path("prompt_tokens").asInt();
  }

  private static String content(Reply whole) {
    return whole.json().path("choices").path(0).path("message").path("content").asText();
  }
}
