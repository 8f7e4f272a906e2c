package io.faultstream.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RatioTest {
  /** Bounds by hand from Wilson's formula with z = 1.96. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1",
    "0, 10, 0, 0.2775",
    "10, 10, 0.7225, 1",
    "5, 10, 0.2366, 0.7634",
    "380, 380, 0.98999, 1",
    "381, 381, 0.99002, 1",
    "693, 700, 0.97950, 0.99513",
    "99, 100, 0.94551, 0.99823",
  })
  void intervalIsWilsons(long part, long whole, double low, double high) {
    Ratio ratio = Ratio.of(part, whole);

    assertThat(ratio.low()).isCloseTo(low, within(0.0001));
    assertThat(ratio.high()).isCloseTo(high, within(0.0001));
  }

  @Test
  void aPartMayNotExceedTheWhole() {
    assertThatThrownBy(() -> Ratio.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Ratio.of(0, 0).value()).isZero();
  }
}
