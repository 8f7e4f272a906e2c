package io.faultstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real signals to real processes, seen by a client. */
final class FaultsIT {

  private static final List<String> PACE = List.of("--speedup-ratio", "0.5");
  private static final String MIGRATIONS = "dynamo_frontend_model_migration_total";
  private static final String UNAVAILABLE =
      "{\"error\":{\"message\":\"Service temporarily unavailable\","
          + "\"type\":\"service_unavailable\",\"code\":503}}";

  @TempDir private Path folder;

  @Test
  void killedWorkersStreamGoesOnElsewhere() {
    try (TestCluster cluster = new TestCluster(folder, List.of("--migration-limit", "3"), PACE)) {
      cluster.stream(5).awaitEnd();
      TestStream stream = cluster.stream(150).awaitEvents(50);
      cluster.workerWith(stream.requestId()).signal("KILL");
      stream.awaitEnd();
      TestCluster.report("pause at SIGKILL", stream.maxGapMillis(), "ms (step 11.5 ms)");

      assertThat(stream.text()).isEqualTo(TestStream.numbers(150));
      assertThat(stream.ids()).hasSize(1);
      assertThat(stream.events()).hasSize(153).endsWith("[DONE]");
      assertThat(stream.events().get(150)).contains("\"finish_reason\":\"length\"");
      int carried = carried(cluster.frontend().find("migration retry scheduled").orElseThrow());
      int prompt = TestCluster.PROMPT_TOKENS + carried;
      assertThat(stream.events().get(151))
          .contains("\"prompt_tokens\":" + prompt + ",\"completion_tokens\":150,")
          .contains("\"total_tokens\":" + (prompt + 150));
      assertThat(cluster.metric(MIGRATIONS, "ongoing_request")).isEqualTo(1);
      assertThat(cluster.metric(MIGRATIONS, "new_request")).isZero();
      assertThat(cluster.frontend().text())
          .contains("Stream disconnected, recreating stream error=")
          .contains("migration.reason=\"disconnected\"");
      assertThat(cluster.chat("\"max_tokens\":3").statusCode()).isEqualTo(200);
    }
  }

  private static int carried(String line) {
    return Integer.parseInt(line.replaceAll(".*migration.tokens_completed=(\\d+).*", "$1"));
  }

  @Test
  void withoutMigrationTheStreamEndsInAnErrorFrame() {
    List<String> options = List.of("--lease", "2s");
    List<String> workers = List.of("--lease", "2s", "--speedup-ratio", "0.5");
    try (TestCluster cluster = new TestCluster(folder, options, workers)) {
      TestStream stream = cluster.stream(500).awaitEvents(20);
      String model = "\"max_tokens\":3";
      cluster.workers().forEach(worker -> worker.signal("KILL"));
      stream.awaitEnd();
      List<String> events = stream.events();
      int tokens = events.size() - 2;

      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.text()).isEqualTo(TestStream.numbers(tokens));
      assertThat(events.subList(tokens, tokens + 2)).containsExactly(UNAVAILABLE, "[DONE]");
      assertThat(stream.failure()).isEmpty();
      assertThat(cluster.metric(MIGRATIONS, "ongoing_request")).isEqualTo(1);
      assertThat(cluster.metric("dynamo_frontend_requests_total", "unavailable")).isEqualTo(1);
      assertThat(cluster.frontend().text()).contains("Migration limit exhausted");

      HttpResponse<String> first = cluster.chat(model);
      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.body()).contains("Service temporarily unavailable");
      assertThat(cluster.metric(MIGRATIONS, "new_request")).isEqualTo(1);
      HttpResponse<String> second = cluster.chat(model);
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("is not ready to serve requests yet");

      cluster.awaitInstances(0);
      HttpResponse<String> gone = cluster.chat(model);
      assertThat(gone.statusCode()).isEqualTo(404);
      assertThat(gone.body()).isEmpty();
      assertThat(gone.headers().firstValue("content-type")).isEmpty();
      assertThat(cluster.get("/v1/models").body()).isEqualTo("{\"object\":\"list\",\"data\":[]}");

      cluster.launchWorker().ready();
      cluster.awaitInstances(1);
      assertThat(cluster.chat(model).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void terminatedWorkerDrainsAndTheRestartedServesAtOnce() {
    try (TestCluster cluster = new TestCluster(folder, List.of(), PACE)) {
      TestStream stream = cluster.stream(150).awaitEvents(10);
      TestProcess victim = cluster.workerWith(stream.requestId());
      victim.signal("TERM");
      Wait.until("deregistered", Duration.ofSeconds(1), () -> cluster.instances() == 1);
      for (int i = 0; i < 6; i++) {
        assertThat(cluster.chat("\"max_tokens\":2").statusCode()).isEqualTo(200);
      }
      assertThat(victim.process().isAlive()).isTrue();
      stream.awaitEnd();
      assertThat(stream.text()).isEqualTo(TestStream.numbers(150));
      assertThat(victim.exitCode(TestCluster.SOON)).isZero();
      assertThat(victim.text())
          .contains("Received shutdown signal, shutting down DistributedRuntime")
          .contains("All endpoints completed");
      assertThat(cluster.get("/metrics").body()).doesNotContain(MIGRATIONS + "{");

      TestProcess restarted = cluster.launchWorker().ready();
      Wait.until(
          "traffic",
          () ->
              cluster.chat("\"max_tokens\":2").statusCode() == 200
                  && restarted.count("request received") > 0);
    }
  }

  @Test
  void stoppedWorkerStallsItsStreamAndGoesOn() {
    List<String> options = List.of("--migration-limit", "3", "--request-timeout", "500ms");
    try (TestCluster cluster = new TestCluster(folder, options, PACE)) {
      TestStream stream = cluster.stream(100).awaitEvents(10);
      TestProcess victim = cluster.workerWith(stream.requestId());
      victim.signal("STOP");
      long before = System.nanoTime();
      while (cluster.metric(MIGRATIONS, "new_request") == 0) {
        assertThat(cluster.chat("\"max_tokens\":2").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isLessThan(TestCluster.SOON.toNanos());
      }
      int silent = stream.events().size();
      assertThat(cluster.frontend().text()).contains("TCP request timeout to 127.0.0.1:");
      victim.signal("CONT");
      stream.awaitEnd();
      assertThat(silent).isLessThan(100);
      assertThat(stream.text()).isEqualTo(TestStream.numbers(100));
      assertThat(cluster.metric(MIGRATIONS, "ongoing_request")).isZero();
    }
  }

  @Test
  void silentWorkersStreamMigratesAfterTheTimeout() {
    List<String> options = List.of("--migration-limit", "3", "--backend-stream-timeout", "1s");
    try (TestCluster cluster = new TestCluster(folder, options, PACE)) {
      TestStream stream = cluster.stream(100).awaitEvents(10);
      cluster.workerWith(stream.requestId()).signal("STOP");
      stream.awaitEnd();
      TestCluster.report("pause at SIGSTOP, timeout 1 s", stream.maxGapMillis(), "ms");
      assertThat(stream.text()).isEqualTo(TestStream.numbers(100));
      assertThat(stream.maxGapMillis()).isBetween(950.0, 2000.0);
      assertThat(cluster.metric(MIGRATIONS, "ongoing_request")).isEqualTo(1);
      assertThat(cluster.frontend().text()).contains("backend response inactivity timeout");
    }
  }

  @Test
  void terminatedFrontendLetsItsStreamEnd() {
    try (TestCluster cluster = new TestCluster(folder, List.of(), PACE)) {
      TestStream stream = cluster.stream(100).awaitEvents(10);
      cluster.frontend().signal("TERM");
      Wait.until("draining", () -> cluster.get("/health").statusCode() == 503);
      assertThat(cluster.get("/health").body())
          .startsWith("{\"status\":\"not_ready\",\"stage\":\"draining\"");
      assertThat(cluster.get("/live").statusCode()).isEqualTo(503);
      assertThat(cluster.get("/live").body()).contains("shutting_down");
      HttpResponse<String> refused = cluster.chat("\"max_tokens\":3");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("Service is not ready");
      stream.awaitEnd();
      assertThat(stream.text()).isEqualTo(TestStream.numbers(100));
      assertThat(stream.events()).endsWith("[DONE]");
      assertThat(cluster.frontend().exitCode(TestCluster.SOON)).isZero();
    }
  }
}
