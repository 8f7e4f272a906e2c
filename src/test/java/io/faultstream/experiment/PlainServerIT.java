package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole simulation, in a JVM of its own, against a server that is no Dynamo. */
@Timeout(60)
final class PlainServerIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private PlainServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new PlainServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"'',chat,true", "/v1,completions,true", "/v1,chat,false"})
  void plainServerPassesInItsOwnDialect(String suffix, String api, boolean stream)
      throws Exception {
    int exit =
        simulate(
            "target.url=" + server.base() + suffix,
            "target.model=plain",
            "load.dialect=openai",
            "load.api=" + api,
            "load.stream=" + stream);
    assertThat(exit).as(output()).isZero();
    assertThat(output()).contains("PASS");
    assertThat(completed("overflow")).isPositive();
  }

  @Test
  void dialectThatTheServerRefusesIsSaid() throws Exception {
    int exit = simulate("target.url=" + server.base(), "target.model=plain");
    assertThat(exit).isNotZero();
    assertThat(verdict().path("verdict").asText()).isNotEqualTo("PASS");
    assertThat(verdict().path("claims").toString()).contains("80 BAD_REQUEST");
  }

  @ParameterizedTest
  @CsvSource({"target.model=other,serves [plain]", "fault.kind=kill,fault.kind = kill"})
  void whatCannotBeIsSaidBeforeAnyLoad(String setting, String why) throws Exception {
    int exit = simulate("target.url=" + server.base(), "target.model=plain", setting);
    assertThat(exit).isNotZero();
    assertThat(output()).contains(why);
    assertThat(server.asked()).isZero();
  }

  private int simulate(String... settings) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx256m", "--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    List<String> all =
        new ArrayList<>(
            List.of(
                "target.kind=url",
                "results.dir=" + folder.resolve("results"),
                "phase.warmup.length=0s",
                "phase.standard.length=2s",
                "phase.overflow.length=2s",
                "phase.recovery.length=1s",
                "load.rate=40",
                "load.peak=50",
                "claim.standard-healthy.minRequests=50",
                // How fast this machine is right now is not what this test is about.
                "claim.standard-healthy.minInFlight=0",
                "claim.generator-on-schedule.lateP99Millis=10000",
                "claim.success-standard.min=0.8",
                "claim.success-overflow.min=0.8",
                "claim.success-recovery.min=0.8"));
    all.addAll(List.of(settings));
    all.forEach(setting -> command.add("-Dfaultstream." + setting));
    command.addAll(List.of("io.gatling.app.Gatling", "-s", "MigrationSim", "-nr"));
    command.addAll(List.of("-rf", folder.resolve("gatling").toString()));
    Process gatling =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      assertThat(gatling.waitFor(50, TimeUnit.SECONDS)).isTrue();
      return gatling.exitValue();
    } finally {
      gatling.destroyForcibly();
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private JsonNode verdict() throws IOException {
    return latest("verdict.json");
  }

  private int completed(String phase) throws IOException {
    return latest("summary.json").at("/phases/" + phase + "/outcomes/COMPLETED").asInt();
  }

  private JsonNode latest(String file) throws IOException {
    return JSON.readTree(folder.resolve("results/runs/migration/latest").resolve(file).toFile());
  }
}
