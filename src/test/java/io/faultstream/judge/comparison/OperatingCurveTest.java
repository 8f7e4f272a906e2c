package io.faultstream.judge.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OperatingCurveTest {
  @Test
  void unchangedNightsAreCalledWorseInTwoPercentAtMost() {
    List<OperatingCurve.Row> unchanged =
        OperatingCurve.rows().stream().filter(row -> row.slower() == 1).toList();
    assertThat(unchanged)
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.one()).isLessThanOrEqualTo(0.02))
        .allSatisfy(row -> assertThat(row.three()).isLessThanOrEqualTo(0.02))
        .allSatisfy(row -> assertThat(row.five()).isLessThanOrEqualTo(0.02));
  }

  @Test
  void repeatsFindMoreThanOneRun() {
    assertThat(OperatingCurve.rows())
        .filteredOn(row -> row.slower() > 1 && row.noise() > 0.02)
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.three()).isGreaterThan(row.one() + 0.05))
        .allSatisfy(row -> assertThat(row.five()).isGreaterThanOrEqualTo(row.three()));
  }
}
