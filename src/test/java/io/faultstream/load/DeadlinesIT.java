package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Connections;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ends a request that the server does not end: in Gatling's real engine. */
@Timeout(90)
final class DeadlinesIT {
  private static final long HALF_NANOS = Duration.ofSeconds(10).toNanos();

  @TempDir Path folder;

  /** All deadlines are long but that of silence, so that only the right one can be in time. */
  private static LoadSpec impatientWithSilence() {
    Duration longer = Duration.ofSeconds(20);
    return SampleLoad.patient(
        true,
        Connections.NEW,
        new LoadSpec.Timeouts(longer, longer, Duration.ofMillis(500), longer, longer));
  }

  private SimulationRun play(String base, LoadSpec load, boolean abandon) throws Exception {
    return SimulationRun.play(new LoadAsk(base, folder.toString(), load, 8, 10, abandon, 0, 8), 60);
  }

  @Test
  void portWithoutListenerIsUnreachableAtOnce() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    SimulationRun run = play("http://127.0.0.1:" + port, impatientWithSilence(), false);
    assertThat(run.observations()).hasSize(8);
    for (Observation observation : run.observations()) {
      assertThat(observation.outcome()).isEqualTo(Outcome.UNREACHABLE);
      assertThat(observation.times().end() - observation.times().sent()).isLessThan(HALF_NANOS);
    }
    BehaviourIT.nothingIsLeft(run.end());
  }

  @Test
  void silenceIsNoticedLongBeforeTheFirstTokenWouldHaveBeenDue() throws Exception {
    try (BehaviourServer server = new BehaviourServer(i -> Behaviour.STALL)) {
      SimulationRun run = play(server.base(), impatientWithSilence(), false);
      assertThat(run.observations()).hasSize(8);
      for (Observation observation : run.observations()) {
        assertThat(observation.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(observation.times().end() - observation.times().lastToken())
            .isLessThan(HALF_NANOS);
      }
      BehaviourIT.nothingIsLeft(run.end());
    }
  }

  @Test
  void openStreamsEndAsAbandoned() throws Exception {
    try (BehaviourServer server = new BehaviourServer(i -> Behaviour.STALL)) {
      SimulationRun run =
          play(server.base(), SampleLoad.patient(true, Connections.NEW, longest()), true);
      assertThat(run.observations()).hasSize(8);
      assertThat(run.observations())
          .allMatch(observation -> observation.outcome() == Outcome.ABANDONED);
      assertThat(server.seen()).hasSize(8);
      assertThat(run.end().usersEnded()).isEqualTo(8);
      BehaviourIT.nothingIsLeft(run.end());
    }
  }

  private static LoadSpec.Timeouts longest() {
    Duration minutes = Duration.ofMinutes(5);
    return new LoadSpec.Timeouts(minutes, minutes, minutes, minutes, minutes);
  }
}
