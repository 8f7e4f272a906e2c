package io.faultstream.target.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.fault.Faults;
import io.faultstream.fault.Schedules;
import io.faultstream.fault.process.ProcessFaults;
import io.faultstream.process.FreePorts;
import io.faultstream.spec.FaultKind;
import io.faultstream.target.FakeServer;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlTargetTest {
  private static final String ONE_INSTANCE =
      "{\"status\":\"healthy\",\"instances\":[{\"endpoint\":\"generate\",\"instance_id\":1},"
          + "{\"endpoint\":\"worker_kv\",\"instance_id\":1}]}";

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static UrlTarget target(URI url) {
    return Visits.target(url, Visits.noToken());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000,http://127.0.0.1:8000",
    "http://127.0.0.1:8000/,http://127.0.0.1:8000",
    "http://127.0.0.1:8000/v1,http://127.0.0.1:8000",
    "http://127.0.0.1:8000/v1/,http://127.0.0.1:8000",
    "https://h/openai/v1,https://h/openai",
    "http://[::1]:80/v1,http://[::1]:80",
  })
  void baseAddressIsTakenWithAndWithoutVersion(URI given, URI base) {
    assertThat(UrlTarget.normalised(given)).isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8000", "ftp://h", "http:///x", "http://h/?a=b", "http://u:p@h/"})
  void whatIsNoBaseAddressIsRefused(URI given) {
    assertThatThrownBy(() -> UrlTarget.normalised(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target.url");
  }

  @Test
  void dynamoIsAskedForItsHealthAndMetrics() throws Exception {
    Visits.good(server).page("/health", 200, ONE_INSTANCE);
    server.page("/metrics", 200, "dynamo_frontend_requests_total{model=\"tiny\"} 0\n");
    try (UrlTarget target = target(server.base().resolve("/v1"))) {
      target.start();
      assertThat(target.baseUri()).isEqualTo(server.base());
      assertThat(target.health().ok()).isTrue();
      assertThat(target.health().instances()).isEqualTo(1);
      assertThat(target.metricSources()).containsOnlyKeys("frontend");
    }
  }

  @Test
  void plainServerIsJudgedByItsModels() throws Exception {
    Visits.good(server).page("/metrics", 200, "<html>");
    try (UrlTarget target = target(server.base())) {
      target.start();
      assertThat(target.health().sentence()).contains("no /health", "[tiny]");
      assertThat(target.metricSources()).isEmpty();
    }
  }

  @Test
  void healthThatIsClosedToUsTellsNothing() throws Exception {
    Visits.good(server).page("/health", 403, "");
    try (UrlTarget target = target(server.base())) {
      target.start();
      assertThat(target.health().sentence()).contains("/v1/models lists [tiny]");
    }
  }

  @Test
  void frontendWithoutWorkersIsNotHealthy() throws Exception {
    server.page("/health", 200, "{\"status\":\"healthy\",\"instances\":[]}");
    try (UrlTarget target = Visits.impatient(server.base(), Visits.noToken())) {
      assertThat(target.health().ok()).isFalse();
      assertThatThrownBy(target::start)
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("instances 0");
    }
  }

  @Test
  void otherModelsAreSaid() throws Exception {
    server.page("/health", 200, "").page("/v1/models", 200, Visits.MODELS.replace("tiny", "big"));
    try (UrlTarget target = target(server.base())) {
      assertThatThrownBy(target::start).hasMessageContaining("serves [big], not 'tiny'");
    }
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    int port = new FreePorts(new SplittableRandom(7)).next();
    try (UrlTarget target =
        Visits.impatient(URI.create("http://127.0.0.1:" + port), Visits.noToken())) {
      assertThatThrownBy(target::start).hasMessageContaining("connection refused");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200,<html>hello</html>,200,no list of models",
    "200,{\"data\":{}},200,no list of models: {\"data\":{}}",
    "200,[1],200,no list of models",
    "200,{\"data\":[{\"name\":\"tiny\"}]},200,no list of models: {\"data\":[{",
    "401,{},200,MY_TOKEN is not set (/v1/models: HTTP 401: {})",
    "302,moved,200,/v1/models: HTTP 302: moved",
    "400,This is <b>HTTPS</b>,400,/v1/models: HTTP 400: This is <b>HTTPS</b>",
    "404,nothing,404,no /v1/models and no /health",
  })
  void whatIsNoSuchServerIsSaidAtOnce(int models, String page, int health, String why)
      throws Exception {
    server.page("/v1/models", models, page).page("/health", health, page);
    try (UrlTarget target = target(server.base())) {
      assertThatThrownBy(target::start).hasMessageContaining(why);
    }
  }

  @Test
  void everyFaultIsRefusedByName() throws Exception {
    try (UrlTarget target = target(server.base())) {
      List<String> refusals =
          new Faults(ProcessFaults.kits())
              .refusals(
                  List.of(
                      Schedules.fault(FaultKind.KILL, Schedules.named("a"), Duration.ZERO),
                      Schedules.fault(FaultKind.STALL, Schedules.named("a"), Duration.ZERO)),
                  target);
      assertThat(refusals).hasSize(2).allMatch(why -> why.contains("someone else runs"));
      assertThat(refusals.get(1)).contains("f-stall (stall)");
    }
  }
}
