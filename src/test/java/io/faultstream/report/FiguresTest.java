package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.statistics.Ratio;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "42, 0.042",
    "999, 0.999",
    "3424, 3.42",
    "9994, 9.99",
    "9996, 10.0",
    "42100, 42.1",
    "99960, 100",
    "421000, 421"
  })
  void millisecondsHaveAboutThreeDigits(long micros, String text) {
    assertThat(Figures.millis(micros)).isEqualTo(text);
  }

  @Test
  void largeNumbersAreGrouped() {
    assertThat(Figures.millis(4_210_000L)).isEqualTo("4,210");
    assertThat(Figures.rate(35)).isEqualTo("35");
    assertThat(Figures.rate(47.5)).isEqualTo("47.5");
  }

  @Test
  void absentIsAWordOrADash() {
    assertThat(Figures.millis(null)).isEqualTo("too few");
    assertThat(Figures.largest(null)).isEqualTo("–");
    assertThat(Figures.seconds(null)).isEqualTo("–");
    assertThat(Figures.percent(Ratio.of(0, 0))).isEqualTo("–");
    assertThat(Figures.interval(Ratio.of(0, 0))).isEqualTo("–");
  }

  @Test
  void shareIsNeverRoundedToAllOrNothing() {
    assertThat(Figures.percent(Ratio.of(700, 700))).isEqualTo("100 %");
    assertThat(Figures.percent(Ratio.of(0, 700))).isEqualTo("0 %");
    assertThat(Figures.percent(Ratio.of(99_999, 100_000))).isEqualTo("> 99.99 %");
    assertThat(Figures.percent(Ratio.of(1, 100_000))).isEqualTo("< 0.01 %");
    assertThat(Figures.percent(Ratio.of(949, 950))).isEqualTo("99.89 %");
    assertThat(Figures.interval(Ratio.of(923, 950))).isEqualTo("95.8 to 98.1 %");
  }

  @Test
  void lengthsReadAsPeopleWriteThem() {
    assertThat(Figures.length(Duration.ofMillis(250))).isEqualTo("250 ms");
    assertThat(Figures.length(Duration.ofMillis(2_500))).isEqualTo("2.5 s");
    assertThat(Figures.length(Duration.ofSeconds(65))).isEqualTo("1 min 5 s");
    assertThat(Figures.length(Duration.ofMinutes(60))).isEqualTo("1 h");
    assertThat(Figures.length(Duration.ofSeconds(3_665))).isEqualTo("1 h 1 min 5 s");
  }
}
