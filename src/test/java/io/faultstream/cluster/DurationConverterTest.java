package io.faultstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({"500ms, 500", "3s, 3000", "2m, 120000", "0s, 0"})
  void durationsHaveAUnit(String text, long millis) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aNumberAloneIsRefused() {
    assertThatThrownBy(() -> new DurationConverter().convert("3"))
        .isInstanceOf(TypeConversionException.class);
  }
}
