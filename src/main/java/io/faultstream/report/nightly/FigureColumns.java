package io.faultstream.report.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.faultstream.measure.Summary;
import io.faultstream.spec.Phase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one run as columns, read from its {@code summary.json}: of each judged phase the
 * success rate (a share), TTFT p50 and p95, ITL p99 and E2E p50 in milliseconds; and each of the
 * times of overflow and of recovery divided by that of standard. A figure that is unknown is empty,
 * never 0. A pure function.
 */
final class FigureColumns {
  private static final List<Phase> PHASES =
      Arrays.stream(Phase.values()).filter(Phase::judged).toList();

  /** A time by the end of its columns, and where the summary has it, in microseconds. */
  private enum Time {
    TTFT_P50("ttftMicros", "p50"),
    TTFT_P95("ttftMicros", "p95"),
    ITL_P99("itlMicros", "p99"),
    E2E_P50("e2eMicros", "p50");

    private final String distribution;
    private final String percentile;

    Time(String distribution, String percentile) {
      this.distribution = distribution;
      this.percentile = percentile;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    Optional<Double> in(JsonNode phase) {
      JsonNode micros = phase.path(distribution).path(percentile);
      return micros.isNumber() ? Optional.of(micros.asDouble()) : Optional.empty();
    }
  }

  private FigureColumns() {}

  /** The names of the columns, in their order. */
  static List<String> columns() {
    return List.copyOf(of(MissingNode.getInstance()).keySet());
  }

  /** The figures by column. */
  static Map<String, String> of(JsonNode summary) {
    boolean known = summary.path("schema").asInt() == Summary.SCHEMA;
    JsonNode phases = known ? summary.path("phases") : summary.path("none");
    Map<String, String> cells = new LinkedHashMap<>();
    for (Phase phase : PHASES) {
      JsonNode figures = phases.path(phase.label());
      cells.put(phase.label() + "_success", success(figures.path("success")));
      for (Time time : Time.values()) {
        cells.put(
            phase.label() + "_" + time.label() + "_ms",
            time.in(figures).map(micros -> number(micros / 1000)).orElse(""));
      }
    }
    ratios(phases, cells);
    return cells;
  }

  private static void ratios(JsonNode phases, Map<String, String> cells) {
    JsonNode standard = phases.path(Phase.STANDARD.label());
    for (Phase phase : List.of(Phase.OVERFLOW, Phase.RECOVERY)) {
      for (Time time : Time.values()) {
        Optional<Double> usual = time.in(standard).filter(micros -> micros > 0);
        Optional<Double> now = time.in(phases.path(phase.label()));
        cells.put(
            phase.label() + "_to_standard_" + time.label(),
            now.flatMap(n -> usual.map(u -> number(n / u))).orElse(""));
      }
    }
  }

  private static String success(JsonNode ratio) {
    double whole = ratio.path("whole").asDouble();
    return whole > 0 ? number(ratio.path("part").asDouble() / whole) : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
