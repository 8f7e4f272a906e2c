package io.faultstream.report.comparison;

import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.judge.comparison.GateRow;
import io.faultstream.judge.comparison.LevelRow;
import io.faultstream.judge.comparison.SuccessRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The comparison as the page shows it, as texts.
 *
 * @param sentence what was found, or why nothing was compared
 * @param made whether there are tables
 * @param suspicious whether the run should be repeated
 * @param accepted the accepted runs, a line each
 * @param fingerprint what they have in common, by name
 * @param gates the ratios that decide
 * @param successes failed requests
 * @param levels absolute figures beside them
 */
public record ComparisonSection(
    String sentence,
    boolean made,
    boolean suspicious,
    List<String> accepted,
    Map<String, String> fingerprint,
    List<Row> gates,
    List<Row> successes,
    List<Row> levels) {

  /**
   * A line of a table.
   *
   * @param head its name
   * @param cells texts
   * @param worse whether it decided against the run
   */
  public record Row(String head, List<String> cells, boolean worse) {}

  /** The section of this comparison; without one it says so. */
  public static ComparisonSection of(Optional<Comparison> comparison) {
    return comparison
        .map(ComparisonSection::of)
        .orElse(
            new ComparisonSection(
                "No comparison was tried.",
                false,
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  private static ComparisonSection of(Comparison made) {
    return new ComparisonSection(
        made.sentence(),
        !made.gates().isEmpty(),
        made.suspicious(),
        made.baseline().map(Baseline::runs).orElse(List.of()).stream()
            .map(run -> run.run() + ", " + run.target())
            .toList(),
        new TreeMap<>(made.fingerprint().parts()),
        made.gates().stream().map(ComparisonSection::gate).toList(),
        made.successes().stream().map(ComparisonSection::success).toList(),
        made.levels().stream().map(ComparisonSection::level).toList());
  }

  private static Row gate(GateRow row) {
    return new Row(
        row.name(),
        List.of(
            Cells.ratio(row.value()),
            Cells.ratio(row.expected()),
            Cells.ratio(row.limit()),
            Cells.change(row.value(), row.expected()),
            Cells.chance(row.adjusted()),
            Cells.note(row)),
        row.regressed());
  }

  private static Row success(SuccessRow row) {
    return new Row(
        row.phase().label(),
        List.of(
            row.failed() + " of " + row.counted(),
            row.acceptedFailed() + " of " + row.acceptedCounted(),
            Cells.chance(row.adjusted()),
            row.regressed() ? "REGRESSED" : ""),
        row.regressed());
  }

  private static Row level(LevelRow row) {
    return new Row(
        row.phase().label() + " " + row.metric().label(),
        List.of(
            Cells.millis(row.value()),
            Cells.millis(row.expected()),
            Cells.millis(row.low()) + " to " + Cells.millis(row.high()),
            Cells.change(row.value(), row.expected()),
            Cells.note(row)),
        false);
  }
}
