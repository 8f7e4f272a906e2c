package io.faultstream.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Judge;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.measure.Measure;
import io.faultstream.measure.Measured;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryGeneratorTest {
  @TempDir private Path results = Path.of("");

  private static Judgement judge(RunFolder folder) throws IOException {
    ExperimentSpec spec = folder.spec();
    Measured measured = Measure.of(folder, spec);
    return Judge.judge(new StoredRun(spec, measured, measured.metrics(), measured.profile()));
  }

  private static List<Observation> read(RunFolder folder) throws IOException {
    List<Observation> seen = new ArrayList<>();
    ObservationLog.read(folder.file(RunFolder.OBSERVATIONS), seen::add);
    return seen;
  }

  @Test
  void smallAndLargeHistoriesPass() throws IOException {
    for (Shape shape : List.of(Shape.small(7), new Shape(2_400, 60, 5_700, 8))) {
      Judgement judgement = judge(HistoryGenerator.writeUnder(results, shape));

      assertThat(judgement.claims())
          .filteredOn(claim -> claim.verdict() != Verdict.PASS)
          .extracting(ClaimResult::evidence)
          .isEmpty();
      assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void smallHistoryIsNoWorseThanItsAcceptedRuns() throws IOException {
    RunFolder folder = HistoryGenerator.writeUnder(results, Shape.small(7));

    Comparison comparison = SampleBaseline.compare(folder);

    assertThat(comparison.verdict()).as(comparison.sentence()).contains(Verdict.PASS);
    assertThat(comparison.gates()).filteredOn(gate -> gate.value() != null).hasSize(6);
    assertThat(folder.file(RunFolder.COMPARISON)).isNotEmptyFile();
  }

  @Test
  void sameSeedGivesTheSameHistoryAndAnotherSeedAnother() throws IOException {
    RunFolder first = HistoryGenerator.writeUnder(results, Shape.small(7));
    RunFolder again = HistoryGenerator.writeUnder(results, Shape.small(7));
    RunFolder other = HistoryGenerator.writeUnder(results, Shape.small(8));

    assertThat(read(again)).hasSize(180).isEqualTo(read(first));
    assertThat(read(other)).isNotEqualTo(read(first));
    assertThat(Files.readString(again.file(RunFolder.METRICS)))
        .isEqualTo(Files.readString(first.file(RunFolder.METRICS)));
  }

  @Test
  void historyTooSmallForItsClaimsIsRefused() {
    assertThatThrownBy(() -> new Shape(100, 1, 5_700, 7))
        .hasMessageContaining("a history needs 150 requests");
  }
}
