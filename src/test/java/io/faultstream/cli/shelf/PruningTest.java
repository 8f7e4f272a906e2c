package io.faultstream.cli.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.history.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PruningTest {
  private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");

  /** Of ages in days, the newest first. */
  private static List<ShelvedRun> runs(String simulation, int... days) {
    return java.util.Arrays.stream(days)
        .mapToObj(
            age ->
                new ShelvedRun(
                    simulation,
                    new RunFolder(Path.of(simulation, "run-" + age)),
                    NOW.minus(Duration.ofDays(age)),
                    Optional.empty(),
                    1,
                    false))
        .toList();
  }

  private static List<String> going(Pruning pruning, List<ShelvedRun> runs) {
    return pruning.decide(runs, Map.of()).stream()
        .filter(Pruning.Decision::goes)
        .map(decision -> decision.run().folder().name())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30, 'run-31,run-40'",
    "3, 30, 'run-31,run-40'",
    "4, 30, 'run-40'",
    "5, 30, ''",
    "1, 2, 'run-30,run-31,run-40'",
    "2, 0, 'run-30,run-31,run-40'",
  })
  void whatIsBeyondTheNumberAndOldEnoughGoes(int keep, int days, String expected) {
    Pruning pruning = new Pruning(keep, Optional.of(Duration.ofDays(days)), NOW);

    assertThat(String.join(",", going(pruning, runs("migration", 1, 2, 30, 31, 40))))
        .isEqualTo(expected);
  }

  @Test
  void withoutAnAgeTheNumberDecidesForEachSimulationOfItsOwn() {
    List<ShelvedRun> runs = new java.util.ArrayList<>(runs("cancellation", 1, 2));
    runs.addAll(runs("migration", 3, 4));

    assertThat(going(new Pruning(1, Optional.empty(), NOW), runs))
        .containsExactly("run-2", "run-4");
  }

  @Test
  void runThatIsNeededStaysAndSaysWhy() {
    List<ShelvedRun> runs = runs("migration", 40, 41);
    ShelvedRun latest =
        new ShelvedRun(
            "migration", runs.get(0).folder(), runs.get(0).started(), Optional.empty(), 1, true);

    List<Pruning.Decision> decisions =
        new Pruning(0, Optional.empty(), NOW)
            .decide(
                List.of(latest, runs.get(1)), Map.of("migration/run-41", "a baseline names it"));

    assertThat(decisions)
        .extracting(Pruning.Decision::why)
        .containsExactly("it is the latest", "a baseline names it");
    assertThat(decisions).noneMatch(Pruning.Decision::goes);
  }

  @Test
  void negativeNumberIsRefused() {
    assertThatThrownBy(() -> new Pruning(-1, Optional.empty(), NOW)).hasMessageContaining("keep");
  }
}
