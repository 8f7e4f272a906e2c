package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole simulation, in a JVM of its own, against a server that is no Dynamo. */
@Timeout(90)
final class PlainServerIT {
  private static final String TOKEN = "sk-sesame-4711";

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
    SimulationProcess run = new SimulationProcess(folder);
    int exit =
        run.play(
            "target.url=" + server.base() + suffix,
            "target.model=plain",
            "load.dialect=openai",
            "load.api=" + api,
            "load.stream=" + stream);
    assertThat(exit).as(run.output()).isZero();
    assertThat(run.output()).contains("PASS");
    assertThat(completed(run, "overflow")).isPositive();
  }

  @Test
  void tokenAndTlsThatTheJvmTrustsPass() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "dns:localhost,ip:127.0.0.1");
    try (PlainServer closed = new PlainServer(certificate.context())) {
      closed.wants(TOKEN);
      SimulationProcess run =
          new SimulationProcess(
              folder, certificate.jvmArguments(), Map.of("FAULTSTREAM_TOKEN", TOKEN));
      int exit =
          run.play("target.url=" + closed.base(), "target.model=plain", "load.dialect=openai");
      assertThat(exit).as(run.output()).isZero();
      assertThat(run.output()).contains("with the token of FAULTSTREAM_TOKEN", "PASS");
      assertThat(completed(run, "overflow")).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target.model=other      | it serves [plain], not 'other' (target.model)",
        "fault.kind=kill         | fault.kind = kill: target.kind=url cannot do this fault",
        "target.url=%s/wrong     | it has no /v1/models and no /health, so it is no such server",
        "target.url=%s/page/v1   | no list of models (text/html): <html>hello</html>",
        "target.url=%u           | TLS: its certificate is not trusted here",
        "target.headers=X-A:%k;b | target.headers = X-A: (hidden); (hidden): entry 2 must be like",
      })
  void whatCannotBeIsSaidInOneLineBeforeAnyLoad(String setting, String why) throws Exception {
    TestCertificate unknown = TestCertificate.of(folder, "ip:127.0.0.1");
    try (PlainServer tls = new PlainServer(unknown.context())) {
      SimulationProcess run =
          new SimulationProcess(folder, List.of(), Map.of("FAULTSTREAM_TOKEN", TOKEN));
      String given =
          setting.replace("%s", server.base()).replace("%u", tls.base()).replace("%k", TOKEN);
      int exit = run.play("target.url=" + server.base(), "target.model=plain", given);
      assertThat(exit).isNotZero();
      assertThat(run.output().lines().filter(line -> line.contains(why))).hasSize(1);
      assertThat(run.output()).doesNotContain("Exception", "sesame");
      assertThat(server.asked() + tls.asked()).isZero();
    }
  }

  @Test
  void tokenThatOnlyTheRouteRefusesIsSaidBeforeAnyLoad() throws Exception {
    server.wants("sk-another-one");
    SimulationProcess run =
        new SimulationProcess(folder, List.of(), Map.of("FAULTSTREAM_TOKEN", TOKEN));
    int exit = run.play("target.url=" + server.base(), "target.model=plain", "load.dialect=openai");
    assertThat(exit).isNotZero();
    assertThat(run.output())
        .contains("it refuses the token of FAULTSTREAM_TOKEN (one token asked for at", "HTTP 401")
        .doesNotContain("sesame", "Exception");
    assertThat(server.asked()).as("the trial alone").isEqualTo(1);
  }

  @Test
  void dialectThatTheServerRefusesIsSaidBeforeAnyLoad() throws Exception {
    SimulationProcess run = new SimulationProcess(folder);
    int exit = run.play("target.url=" + server.base(), "target.model=plain");
    assertThat(exit).isNotZero();
    assertThat(run.output())
        .contains("HTTP 400: ", "Unrecognized request argument supplied: ignore_eos")
        .contains("(load.dialect=openai leaves out what only Dynamo knows)");
    assertThat(run.json("verdict.json").path("verdict").asText()).isEqualTo("INCONCLUSIVE");
    assertThat(server.asked()).as("the trial alone").isEqualTo(1);
  }

  @Test
  void portThatNobodyListensAtIsSaidAtOnceAndWaitedFor() throws Exception {
    String nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + gone.getLocalPort();
    }
    SimulationProcess run = new SimulationProcess(folder);
    int exit = run.play("target.url=" + nobody, "target.readyWithin=1s");
    assertThat(exit).isNotZero();
    assertThat(run.output())
        .containsOnlyOnce("waiting for " + nobody + ": connection refused, up to 1 s")
        .contains("the server at " + nobody + ": not ready within 1 s (connection refused)");
  }

  private static int completed(SimulationProcess run, String phase) throws IOException {
    return run.json("summary.json").at("/phases/" + phase + "/outcomes/COMPLETED").asInt();
  }
}
