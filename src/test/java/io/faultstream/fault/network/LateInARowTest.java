package io.faultstream.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LateInARowTest {
  private static final long MILLI = 1_000_000;

  private static LateInARow of(int count, long... before) {
    LateInARow late = new LateInARow(Duration.ofMillis(100), count);
    late.before(LongStream.of(before).map(millis -> millis * MILLI));
    return late;
  }

  private static boolean took(LateInARow late, long millis) {
    return late.withThis(OptionalLong.of(millis * MILLI));
  }

  @Test
  void thirdInARowIsEnough() {
    LateInARow late = of(3, 2, 5);
    assertThat(took(late, 100)).isFalse();
    assertThat(took(late, 130)).isFalse();
    assertThat(took(late, 100)).isTrue();
    assertThat(late.slowestBefore()).isEqualTo(5 * MILLI);
  }

  @Test
  void quickOneOrNoAnswerBetweenThemBeginsAnew() {
    LateInARow late = of(3, 2);
    took(late, 100);
    took(late, 100);
    assertThat(took(late, 99)).isFalse();
    took(late, 100);
    took(late, 100);
    assertThat(late.withThis(OptionalLong.empty())).isFalse();
    assertThat(took(late, 100)).isFalse();
  }

  @Test
  void calmCallsOfASlowMachineAreNotLateAndItsLateOnesAre() {
    LateInARow late = of(1, 60, 80);
    assertThat(took(late, 129)).isFalse();
    assertThat(took(late, 130)).isTrue();
  }

  @Test
  void pauseBeforeIsNoMeasureWhereSeveralMustBeLate() {
    long[] before = {1, 2, 3, 4, 5, 6, 7, 8, 9, 900};
    assertThat(took(of(1, before), 200)).isFalse();
    LateInARow late = of(2, before);
    took(late, 200);
    assertThat(took(late, 200)).isTrue();
  }

  @Test
  void nothingIsLateWhereNothingWasMeasuredBefore() {
    assertThat(took(of(1), 5000)).isFalse();
  }
}
