package io.faultstream.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "up 1|up|1",
        "up{a=\"b\"} 2.5|up{a=\"b\"}|2.5",
        "up{a=\"b\",} 2|up{a=\"b\",}|2",
        "up{a=\"x } y {\"} 3|up{a=\"x } y {\"}|3",
        "up{a=\"q\\\"}\\\"\"} 4|up{a=\"q\\\"}\\\"\"}|4",
        "up{a=\"b\"} 5 1700000000000|up{a=\"b\"}|5",
        "up{a=\"b\"}6|up{a=\"b\"}|6",
        "vllm:num_requests_running{engine=\"0\"} 7|vllm:num_requests_running{engine=\"0\"}|7",
        "up +Inf|up|Infinity",
        "up -Inf|up|-Infinity",
        "up NaN|up|NaN",
        "up 1e3|up|1000",
      })
  void lineIsRead(String line, String series, double value) {
    assertThat(Metrics.parse(line).series()).isEqualTo(Map.of(series, value));
  }

  @ParameterizedTest
  @CsvSource({"# HELP up is it", "# TYPE up gauge", "up", "up x", "{", "'up{a=\"b} 1'", "'<html>'"})
  void whatIsNoSeriesIsLeftOut(String line) {
    assertThat(Metrics.parse(line).series()).isEmpty();
  }

  @Test
  void sumsAndLabels() {
    Metrics metrics =
        Metrics.parse(
            """
            # TYPE m counter
            m_total{kind="a",worker_id="1f"} 2
            m_total{kind="b",worker_id="1f"} 3
            m_total_more 100
            other_kind{xkind="a"} 9
            """);
    assertThat(metrics.sum("m_total")).isEqualTo(5);
    assertThat(metrics.sum("m_total", "kind", "a")).isEqualTo(2);
    assertThat(metrics.sum("m_total", "kind", "none")).isZero();
    assertThat(metrics.sum("none")).isZero();
    assertThat(metrics.has("m_total")).isTrue();
    assertThat(metrics.has("m")).isFalse();
    assertThat(metrics.anyLabel("worker_id")).hasValue("1f");
    assertThat(metrics.anyLabel("kin")).isEmpty();
  }
}
