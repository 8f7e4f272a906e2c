package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Repeats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a closed model, and retries, through Gatling's real engine. */
@Timeout(90)
final class RepeatsIT {
  private static final int WITHIN_SECONDS = 60;
  private static final int SECONDS = 20;

  @TempDir Path folder;

  private SimulationRun play(BehaviourServer server, LoadSpec load, int count, int clients)
      throws Exception {
    return SimulationRun.play(
        new LoadAsk(
            server.base(),
            folder.toString(),
            load,
            count,
            SECONDS * 1000 / count,
            false,
            0,
            count,
            Optional.empty(),
            clients),
        WITHIN_SECONDS);
  }

  private static Observation.Turn turn(Observation observation) {
    return observation.turn().orElseThrow();
  }

  @Test
  void clientsSendOneAfterTheOtherOnConnectionsOfTheirOwn() throws Exception {
    Repeats five = new Repeats(0, Duration.ofMillis(10), 5);
    try (BehaviourServer server = new BehaviourServer(i -> Behaviour.SLOW)) {
      long begun = System.nanoTime();
      SimulationRun run = play(server, SampleLoad.repeated(five), 1, 3);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("clients that are done stay for the schedule")
          .isGreaterThan(Duration.ofSeconds(SECONDS));
      assertThat(server.complaints()).isEmpty();
      assertThat(server.connections()).isEqualTo(15);
      assertThat(run.end().usersEnded()).isEqualTo(3);
      assertThat(run.observations())
          .hasSize(15)
          .allMatch(one -> one.outcome() == Outcome.COMPLETED)
          .allMatch(one -> one.times().intended() == one.times().sent())
          .extracting(Observation::id)
          .doesNotHaveDuplicates();
      for (int client = 0; client < 3; client++) {
        oneAfterTheOther(run, client);
      }
    }
  }

  private static void oneAfterTheOther(SimulationRun run, int client) {
    List<Observation> own =
        run.observations().stream()
            .filter(one -> turn(one).client() == client)
            .sorted(Comparator.comparingLong(one -> one.times().sent()))
            .toList();
    assertThat(own).hasSize(5);
    for (int i = 1; i < own.size(); i++) {
      assertThat(own.get(i).times().sent()).isGreaterThanOrEqualTo(own.get(i - 1).times().end());
    }
  }

  @Test
  void whatFailsIsSentAgainAndEachAttemptIsSeen() throws Exception {
    Repeats twice = new Repeats(2, Duration.ofMillis(50), 0);
    // Request 0 and both its retries, and request 1: retries are numbered from here on.
    List<Integer> failing = List.of(0, 1_000_000_000, 1_000_000_001, 1);
    try (BehaviourServer server =
        new BehaviourServer(i -> failing.contains(i) ? Behaviour.FAILED : Behaviour.GOOD)) {
      SimulationRun run = play(server, SampleLoad.repeated(twice), 4, 0);
      assertThat(server.seen()).hasSize(7);
      assertThat(run.end().usersEnded()).isEqualTo(4);
      assertThat(run.observations())
          .extracting(one -> turn(one).first() + " " + turn(one).attempt() + " " + one.outcome())
          .containsExactlyInAnyOrder(
              "0 1 SERVER_ERROR",
              "0 2 SERVER_ERROR",
              "0 3 SERVER_ERROR",
              "1 1 SERVER_ERROR",
              "1 2 COMPLETED",
              "2 1 COMPLETED",
              "3 1 COMPLETED");
      Observation last =
          run.observations().stream().filter(one -> turn(one).attempt() == 3).findFirst().get();
      assertThat(last.times().intended()).isGreaterThanOrEqualTo(100_000_000L);
      assertThat(last.again()).isTrue();
    }
  }
}
