package io.faultstream.target.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.VersionProfile.ErrorFrame;
import io.faultstream.history.VersionProfile.HealthPage;
import io.faultstream.history.VersionProfile.LogWording;
import io.faultstream.history.VersionProfile.Sure;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Trouble;
import io.faultstream.target.profile.Detection.Pages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DetectionTest {
  private static final Answer MISSING = new Answer(404, "application/json", "{}", Trouble.NONE);
  private static final String HEALTH = "{\"status\":\"healthy\",\"instances\":[]}";
  private static final String OPENAPI =
      "{\"info\":{\"title\":\"NVIDIA Dynamo OpenAI Frontend\",\"version\":\"%s\"}}";

  private static Answer page(String body) {
    return new Answer(200, "text/plain", body, Trouble.NONE);
  }

  private static VersionProfile detect(Answer openapi, String metrics) {
    return Detection.of(new Pages(openapi, page(HEALTH), page(metrics)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.6.1", "1.6.0-rc2"})
  void versionThatSaysItselfIsAsTried(String version) {
    VersionProfile found = detect(page(OPENAPI.formatted(version)), "");
    assertThat(found.version()).isEqualTo(version);
    assertThat(found.rejectionStatus()).hasValue(529);
    assertThat(found.doneAfterError()).isEqualTo(Sure.YES);
    assertThat(found.logs()).isEqualTo(LogWording.RUNTIME);
    assertThat(found.counters()).contains(TargetCounter.values());
    assertThat(found.read(TargetCounter.REJECTIONS, Map.of())).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7.0", "1.60.0", "2.0"})
  void versionThatWasNotTriedCountsWhatItShows(String version) {
    VersionProfile found =
        detect(page(OPENAPI.formatted(version)), "dynamo_frontend_active_requests 0\n");
    assertThat(found.version()).isEqualTo(version);
    assertThat(found.counters()).isEmpty();
    assertThat(found.doneAfterError()).isEqualTo(Sure.UNKNOWN);
  }

  @Test
  void newerWithoutAVersionCountsWhatItShows() {
    VersionProfile found =
        detect(
            MISSING,
            """
            dynamo_frontend_active_requests{model="m"} 0
            # TYPE dynamo_frontend_requests_started_total counter
            """);
    assertThat(found.product()).isEqualTo("dynamo");
    assertThat(found.errorFrame()).isEqualTo(ErrorFrame.DATA);
    assertThat(found.doneAfterError()).isEqualTo(Sure.UNKNOWN);
    assertThat(found.counters()).containsExactly(TargetCounter.STARTED);
    assertThat(found.read(TargetCounter.REJECTIONS, Map.of())).isEmpty();
  }

  @Test
  void olderOneRejectsWith503AndLogsByEngine() {
    VersionProfile found =
        detect(MISSING, "dynamo_frontend_model_migration_limit{model=\"m\"} 3\n");
    assertThat(found.rejectionStatus()).hasValue(503);
    assertThat(found.errorFrame()).isEqualTo(ErrorFrame.EVENT);
    assertThat(found.logs()).isEqualTo(LogWording.ENGINE);
    assertThat(found.counters())
        .containsExactlyInAnyOrder(TargetCounter.MIGRATIONS, TargetCounter.NEW_REQUEST_MIGRATIONS);
  }

  @Test
  void oldVersionThatDescribesItselfIsNotTakenForATriedOne() {
    VersionProfile found =
        detect(page(OPENAPI.formatted("0.9.0")), "dynamo_frontend_inflight_requests 0\n");
    assertThat(found.version()).isEqualTo("0.9.0");
    assertThat(found.rejectionStatus()).hasValue(503);
    assertThat(found.counters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "vllm:num_requests_running 3\n", "<html>"})
  void anotherServerIsUnknown(String metrics) {
    String other = "{\"info\":{\"title\":\"FastAPI\",\"version\":\"9.9\"}}";
    VersionProfile found =
        Detection.of(
            new Pages(page(other), new Answer(0, "", "refused", Trouble.OTHER), page(metrics)));
    assertThat(found.product()).isEqualTo("unknown");
    assertThat(found.version()).isEqualTo("unknown");
    assertThat(found.health()).isEqualTo(HealthPage.NONE);
    assertThat(found.rejectionStatus()).isEmpty();
    assertThat(found.counters()).isEmpty();
    assertThat(found.sentence()).contains("product unknown", "status unknown", "nothing known");
  }

  @Test
  void counterIsTheSumOfItsSeries() {
    Map<String, Double> series =
        Map.of(
            "dynamo_frontend_model_migration_total{migration_type=\"ongoing_request\",model=\"a\"}",
            2.0,
            "dynamo_frontend_model_migration_total{model=\"b\",migration_type=\"ongoing_request\"}",
            3.0,
            "dynamo_frontend_model_migration_total{migration_type=\"new_request\",model=\"a\"}",
            7.0);
    assertThat(TargetCounter.MIGRATIONS.in(series)).hasValue(5);
    assertThat(TargetCounter.NEW_REQUEST_MIGRATIONS.in(series)).hasValue(7);
    assertThat(TargetCounter.REJECTIONS.in(series)).isEmpty();
  }
}
