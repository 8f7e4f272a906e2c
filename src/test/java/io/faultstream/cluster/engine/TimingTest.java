package io.faultstream.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.experiment.plan.ReplyTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimingTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "1, 1, 16.516604",
    "1, 18, 16.774858",
    "1, 1000, 32.105859",
    "1, 8192, 169.136918",
    "0.5, 18, 33.549716",
    "0, 18, 16.774858"
  })
  void prefillFollowsThePolynomial(double speedup, int tokens, double millis) {
    assertThat(new Timing(speedup, 1).prefillNanos(tokens) / 1e6).isCloseTo(millis, within(1e-4));
  }

  /** A plan says beforehand how long a reply may last. */
  @Test
  void planKnowsTheSamePace() {
    Timing timing = new Timing(1, 1);
    for (int tokens : new int[] {1, 992, 8192}) {
      assertThat(timing.prefillNanos(tokens) / 1e6)
          .isCloseTo(ReplyTime.promptMillis(tokens), within(1e-4));
    }
    assertThat(timing.decodeNanos(0) / 1e6).isCloseTo(ReplyTime.STEP, within(1e-4));
    double slowest =
        IntStream.rangeClosed(0, 100).mapToLong(i -> timing.decodeNanos(i / 100.0)).max().orElse(0);
    assertThat(slowest / 1e6).isCloseTo(ReplyTime.SLOWEST_STEP, within(1e-4));
  }

  @Test
  void decodingCanBeSlowedAlone() {
    Timing timing = new Timing(2, 0.25);
    assertThat(timing.decodeNanos(0)).isEqualTo(11_480_000);
    assertThat(timing.prefillNanos(18)).isEqualTo(new Timing(2, 1).prefillNanos(18));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 5.74", "1, 0.5, 26.31", "1, 1, 34.01", "0.29, 0, 19.793103", "10, 0, 0.574"})
  void decodeFollowsThePolynomial(double speedup, double used, double millis) {
    assertThat(new Timing(speedup, 1).decodeNanos(used) / 1e6).isCloseTo(millis, within(1e-4));
  }
}
