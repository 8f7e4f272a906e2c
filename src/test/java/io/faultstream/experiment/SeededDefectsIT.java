package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.Outcome;
import io.faultstream.history.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tester is tested: the whole simulation on a cluster with each defect, killing a worker.
 * Exactly the claims that are about it fail; without a defect all hold. Two runs go on at a time.
 */
@Timeout(600)
final class SeededDefectsIT {
  private static final int AT_ONCE = 2;

  /**
   * Short, and decided nevertheless: a dead worker leaves /health after 10 s. Slow streams put many
   * of them on the victim at a rate that two runs on two cores can keep.
   */
  private static final List<String> SETTINGS =
      List.of(
          "target.kind=embedded",
          "target.embedded.heap=64",
          // By chance so few requests may miss a moment at which some are to be left.
          "seed=7",
          "phase.warmup.length=1s",
          "phase.standard.length=5s",
          "phase.overflow.length=9s",
          "phase.recovery.length=5s",
          "load.rate=18",
          "load.peak=22",
          "load.outputTokens=60",
          "target.embedded.decodeSpeedup=0.287",
          "load.stallTimeout=5s");

  private static final List<String> OF_MIGRATIONS =
      List.of(
          "fault.at=2s",
          "fault.hold=2s",
          // A busy machine starts the worker late, and it needs requests to show that it serves.
          "phase.recovery.length=8s",
          // A text that is wrong from the fault on leaves no pause to measure.
          "claim.migration-pause.minStreams=0");

  /** A busy machine tells late what it did in time, and serves all the later. */
  private static final List<String> OF_CANCELLATIONS =
      List.of(
          "claim.cancellations-made.minMade=30",
          "claim.next-request-served.maxMillis=10000",
          "claim.bystanders-unharmed.maxRatio=10",
          "claim.capacity-returns.maxRatio=10");

  @TempDir static Path root;

  private static final Map<SeededDefect, Run> RUNS = new EnumMap<>(SeededDefect.class);
  private static final ExecutorService PLAYING = Executors.newFixedThreadPool(AT_ONCE);

  /** One that is waiting, playing or over, and its exit code to come. */
  private record Run(SimulationProcess process, Future<Integer> exit) {}

  @BeforeAll
  static void playAll() throws IOException {
    for (SeededDefect defect : SeededDefect.values()) {
      Path folder = Files.createDirectories(root.resolve(defect.setting()));
      SimulationProcess run = new SimulationProcess(defect.simulation(), folder);
      List<String> settings = new ArrayList<>(SETTINGS);
      settings.addAll(migrates(defect) ? OF_MIGRATIONS : OF_CANCELLATIONS);
      settings.addAll(defect.settings());
      settings.add("target.embedded.defect=" + defect.setting());
      String[] all = settings.toArray(String[]::new);
      RUNS.put(defect, new Run(run, PLAYING.submit(() -> run.play(all))));
    }
  }

  /** Where requests are cancelled fewer complete. */
  private static boolean migrates(SeededDefect defect) {
    return defect.simulation().equals("migration");
  }

  @AfterAll
  static void end() {
    PLAYING.shutdownNow();
  }

  private static SimulationProcess played(SeededDefect defect) throws Exception {
    Run run = Objects.requireNonNull(RUNS.get(defect));
    boolean passed = run.exit().get() == 0;
    assertThat(passed).as(run.process().output()).isEqualTo(defect.caughtBy().isEmpty());
    return run.process();
  }

  private static Set<String> claims(JsonNode judgement, String verdict) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode claim : judgement.path("claims")) {
      if (claim.path("verdict").asText().equals(verdict)) {
        ids.add(claim.path("id").asText());
      }
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource
  void exactlyTheClaimsAboutItFail(SeededDefect defect) throws Exception {
    SimulationProcess run = played(defect);
    JsonNode judgement = run.json(RunFolder.VERDICT);

    assertThat(claims(judgement, "FAIL"))
        .as(judgement.toPrettyString())
        .isEqualTo(defect.caughtBy());
    assertThat(claims(judgement, "INCONCLUSIVE")).as(judgement.toPrettyString()).isEmpty();
    assertThat(judgement.path("verdict").asText())
        .isEqualTo(defect.caughtBy().isEmpty() ? "PASS" : "FAIL");
    assertThat(judgement.path("claims")).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void requestsEndAsTheDefectMakesThemEnd(SeededDefect defect) throws Exception {
    SimulationProcess run = played(defect);
    List<Observation> all = new ArrayList<>();
    assertThat(ObservationLog.read(run.file(RunFolder.OBSERVATIONS), all::add).complete()).isTrue();
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    all.forEach(one -> counts.merge(one.outcome(), 1, Integer::sum));

    assertThat(counts.remove(Outcome.COMPLETED)).isGreaterThan(migrates(defect) ? 300 : 250);
    if (defect == SeededDefect.STALL_FOR_EVER && counts.containsKey(Outcome.TIMED_OUT)) {
      // Forgotten before its first token.
      counts.merge(Outcome.STALLED, counts.remove(Outcome.TIMED_OUT), Integer::sum);
    }
    if (defect.outcome().isEmpty()) {
      assertThat(counts).isEmpty();
    } else {
      Outcome expected = defect.outcome().orElseThrow();
      assertThat(counts).containsOnlyKeys(expected);
      long moved = expected == Outcome.CANCELLED ? 0 : moved(run);
      assertCount(defect, counts.getOrDefault(expected, 0), moved, all.size());
    }
  }

  /** Streams that lost their worker, as the frontend counted them. */
  private static long moved(SimulationProcess run) throws IOException {
    for (JsonNode both : run.json(RunFolder.SUMMARY).path("target").path("bothSides")) {
      for (JsonNode row : both.path("rows")) {
        if (both.path("fault").isTextual() && row.path("what").asText().equals("moved")) {
          return row.path("target").asLong();
        }
      }
    }
    throw new AssertionError("no migrations are in the summary");
  }

  private static void assertCount(SeededDefect defect, long ended, long moved, long all) {
    long half = (moved + 1) / 2;
    switch (defect) {
      case LOSE_AT_MIGRATION, STALL_FOR_EVER -> assertThat(ended).isEqualTo(half);
      case NO_FINISH_REASON, NO_END_MARK -> assertThat(ended).isBetween(1L, half);
      case REPEAT_AFTER_MIGRATION, SKIP_AFTER_MIGRATION, WRONG_TEXT_AFTER_MIGRATION ->
          assertThat(ended).isBetween(half, moved);
      case LEAK_SLOT_AFTER_CANCEL, IGNORE_CANCEL, NO_CANCEL_PROPAGATION ->
          assertThat(ended).isBetween(50L, 140L);
      case ERROR_IN_STREAM -> assertThat(ended).isBetween(all / 50, all / 25);
      default -> throw new IllegalArgumentException(defect + " ends no request in its own way");
    }
  }
}
