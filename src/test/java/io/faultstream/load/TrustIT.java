package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.spec.LoadSpec.Connections;
import io.faultstream.spec.LoadSpec.Timeouts;
import io.faultstream.target.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom Gatling's client trusts: whom the JVM trusts, and nobody else whatever its settings say. */
@Timeout(90)
final class TrustIT {
  private static final int COUNT = 8;

  /** What Gatling has by default, and what a user's own settings may say again. */
  private static final List<String> CARELESS =
      List.of(
          "-Dgatling.ssl.useInsecureTrustManager=true",
          "-Dgatling.http.enableHostnameVerification=false");

  /** What is slow here is the first TLS handshake of a JVM, and no server. */
  private static final Timeouts NEVER =
      new Timeouts(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1));

  @TempDir Path folder;
  private TestCertificate right;

  @BeforeEach
  void certify() throws Exception {
    right = TestCertificate.of(folder, "ip:127.0.0.1");
  }

  private static List<Outcome> outcomes(SimulationRun run) {
    return run.observations().stream().map(Observation::outcome).distinct().toList();
  }

  private SimulationRun play(BehaviourServer server, List<String> jvm) throws Exception {
    Path own = Files.createTempDirectory(folder, "run");
    LoadAsk ask =
        new LoadAsk(
            server.base(),
            own.toString(),
            SampleLoad.patient(true, Connections.NEW, NEVER),
            COUNT,
            10,
            false,
            0,
            COUNT);
    return SimulationRun.play(ask, 60, jvm);
  }

  @Test
  void certificateOfTheJvmsTrustStoreIsGood() throws Exception {
    try (BehaviourServer server = new BehaviourServer(right.context(), i -> Behaviour.GOOD)) {
      SimulationRun run = play(server, right.jvmArguments());
      assertThat(outcomes(run)).containsExactly(Outcome.COMPLETED);
      assertThat(server.seen()).hasSize(COUNT);
    }
  }

  @Test
  void certificateThatNobodyTrustsGetsNoRequest() throws Exception {
    try (BehaviourServer server = new BehaviourServer(right.context(), i -> Behaviour.GOOD)) {
      SimulationRun run = play(server, CARELESS);
      assertThat(outcomes(run)).containsExactly(Outcome.UNREACHABLE);
      assertThat(run.observations().get(0).reply().error()).contains("certification path");
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void certificateForAnotherNameGetsNoRequest() throws Exception {
    TestCertificate other = TestCertificate.of(folder, "dns:elsewhere.test");
    try (BehaviourServer server = new BehaviourServer(other.context(), i -> Behaviour.GOOD)) {
      List<String> jvm = new ArrayList<>(CARELESS);
      jvm.addAll(other.jvmArguments());
      SimulationRun run = play(server, jvm);
      assertThat(outcomes(run)).containsExactly(Outcome.UNREACHABLE);
      assertThat(server.seen()).isEmpty();
    }
  }
}
