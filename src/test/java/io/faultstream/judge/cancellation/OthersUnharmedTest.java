package io.faultstream.judge.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.Phase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Standard has a TTFT of 30 ms (p90 60 ms), 6 ms a token and 600 ms a reply; the limits are 1.5
 * times that and 25 ms (100 ms), 2 ms and 100 ms more.
 */
final class OthersUnharmedTest {
  @TempDir private Path root = Path.of("");
  private final Found found = new Found();

  private Finding find(Phase phase) {
    StoredRun run = SampleHistory.calm().stored(root);
    OthersUnharmed claim = new OthersUnharmed(phase);
    return claim.find(run, found.get(), claim.asked());
  }

  @ParameterizedTest
  @CsvSource({
    "70000, 190000, 11000, 1000000, PASS",
    "70001, 190000, 11000, 1000000, FAIL",
    "70000, 190001, 11000, 1000000, FAIL",
    "70000, 190000, 11001, 1000000, FAIL",
    "70000, 190000, 11000, 1000001, FAIL",
  })
  void eachTimeHasItsLimit(long ttft, long tail, long tpot, long e2e, Verdict expected) {
    for (Phase phase : new Phase[] {Phase.OVERFLOW, Phase.RECOVERY}) {
      found.others.put(phase, Found.served(ttft, tail, tpot, e2e));

      assertThat(find(phase)).returns(expected, Finding::verdict);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERFLOW", "RECOVERY"})
  void onlyTheClaimsOwnPhaseIsLookedAt(Phase phase) {
    Phase other = phase == Phase.OVERFLOW ? Phase.RECOVERY : Phase.OVERFLOW;
    found.others.put(other, Found.served(900_000, 900_000, 90_000, 9_000_000));

    assertThat(find(phase).verdict()).isEqualTo(Verdict.PASS);
    assertThat(find(other).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void evidenceHasBothSides() {
    assertThat(find(Phase.OVERFLOW).evidence())
        .isEqualTo(
            "TTFT p50 30.0 ms, standard 30.0 ms; E2E p50 600 ms, standard 600 ms; TPOT p50 6.0 ms,"
                + " standard 6.0 ms; TTFT p90 60.0 ms, standard 60.0 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 200, 300, p99",
    "100, 200, , p95",
    "100, , , p90",
    ", , , ",
  })
  void highestPercentileThatBothHaveIsCompared(Long p90, Long p95, Long p99, String named) {
    Distribution ttft = new Distribution(1000, 30_000L, p90, p95, p99, 60_000L);
    Others standard = found.of(Phase.STANDARD);
    Others now =
        new Others(
            Ratio.of(1, 1),
            ttft,
            standard.tpotMicros(),
            standard.maxGapMicros(),
            standard.e2eMicros());
    found.others.put(Phase.OVERFLOW, now);
    found.others.put(
        Phase.STANDARD,
        new Others(
            Ratio.of(1, 1),
            new Distribution(1000, 30_000L, 100L, 200L, 300L, 60_000L),
            standard.tpotMicros(),
            standard.maxGapMicros(),
            standard.e2eMicros()));

    String evidence = find(Phase.OVERFLOW).evidence();

    if (named == null) {
      assertThat(evidence).doesNotContain("TTFT p9");
    } else {
      assertThat(evidence).containsOnlyOnce("TTFT p9").contains("TTFT " + named);
    }
  }

  @Test
  void repliesInOnePieceHaveNoTimeOfAToken() {
    for (Phase phase : Phase.values()) {
      Others one = found.of(phase);
      found.others.put(
          phase,
          new Others(one.success(), one.ttftMicros(), Found.NONE, Found.NONE, one.e2eMicros()));
    }
    assertThat(find(Phase.OVERFLOW))
        .returns(Verdict.PASS, Finding::verdict)
        .matches(f -> !f.evidence().contains("TPOT"));
  }

  @Test
  void tooFewRequestsAreUndecided() {
    found.others.put(
        Phase.OVERFLOW, new Others(Ratio.of(3, 3), Found.NONE, Found.NONE, Found.NONE, Found.NONE));
    assertThat(find(Phase.OVERFLOW))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .matches(f -> f.evidence().startsWith("TTFT p50: too few requests"));

    found.others.remove(Phase.OVERFLOW);
    assertThat(find(Phase.OVERFLOW))
        .returns(Verdict.INCONCLUSIVE, Finding::verdict)
        .returns("there is no phase to compare with", Finding::evidence);
  }
}
