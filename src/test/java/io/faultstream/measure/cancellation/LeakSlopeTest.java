package io.faultstream.measure.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.measure.cancellation.LeakSlope.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class LeakSlopeTest {
  /** So many readings, at 0, 1, 2 … requests left. */
  private static List<Reading> readings(int count, IntToDoubleFunction excess) {
    List<Reading> all = new ArrayList<>();
    for (int left = 0; left < count; left++) {
      all.add(new Reading(left, excess.applyAsDouble(left)));
    }
    return all;
  }

  @Test
  void slotThatStaysTakenEachTimeIsASlopeOfOne() {
    LeakSlope slope = LeakSlope.of(readings(20, left -> left + 3)).orElseThrow();

    assertThat(slope.perCancel()).isCloseTo(1, within(1e-9));
    assertThat(slope.low()).isCloseTo(1, within(1e-6));
    assertThat(slope.high()).isCloseTo(1, within(1e-6));
    assertThat(slope.readings()).isEqualTo(20);
  }

  /**
   * Excess is 0.5 a request, and one more or less in turn. By hand, with x = 0 … 19: Σ(x − x̄)² =
   * 665, the noise adds −10 ÷ 665 to the slope, and leaves 20 − 100 ÷ 665 of squares.
   */
  @Test
  void intervalIsThatOfStudent() {
    LeakSlope slope =
        LeakSlope.of(readings(20, left -> 0.5 * left + (left % 2 == 0 ? 1 : -1))).orElseThrow();

    double expected = 0.5 - 10.0 / 665;
    double half = 2.101 * Math.sqrt((20 - 100.0 / 665) / 18 / 665);
    assertThat(slope.perCancel()).isCloseTo(expected, within(1e-9));
    assertThat(slope.low()).isCloseTo(expected - half, within(1e-9));
    assertThat(slope.high()).isCloseTo(expected + half, within(1e-9));
  }

  @Test
  void noiseWithoutALeakHasZeroInsideItsInterval() {
    LeakSlope slope = LeakSlope.of(readings(40, left -> left % 3)).orElseThrow();

    assertThat(slope.low()).isNegative();
    assertThat(slope.high()).isPositive();
  }

  @Test
  void tooFewReadingsAreNoSlope() {
    assertThat(LeakSlope.of(readings(19, left -> left))).isEmpty();
    assertThat(LeakSlope.of(List.of())).isEmpty();
  }

  @Test
  void readingsBetweenWhichNobodyLeftAreNoSlope() {
    List<Reading> still = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      still.add(new Reading(7, i));
    }
    assertThat(LeakSlope.of(still)).isEmpty();
  }
}
