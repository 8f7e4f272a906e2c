package io.faultstream.report.comparison;

import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.Metric;
import io.faultstream.judge.baseline.PhaseFigures;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.judge.comparison.GateRow;
import io.faultstream.judge.comparison.LevelRow;
import io.faultstream.judge.comparison.SuccessRow;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines for the console, without line ends. */
public final class Tables {
  private Tables() {}

  /** All rows of a comparison, then what was found. */
  public static List<String> of(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    if (!comparison.gates().isEmpty()) {
      lines.add(
          row("ratio inside the run", "this run", "accepted", "limit", "change", "chance", ""));
      comparison.gates().forEach(gate -> lines.add(gate(gate)));
      lines.add("");
      lines.add(row("failed requests", "this run", "accepted", "", "", "chance", ""));
      comparison.successes().forEach(success -> lines.add(success(success)));
      lines.add("");
      lines.add(
          row("beside them, ms with a wide band", "this run", "accepted", "to", "change", "", ""));
      comparison.levels().forEach(level -> lines.add(level(level)));
      lines.add("");
    }
    lines.add(comparison.sentence());
    if (comparison.suspicious()) {
      lines.add("suspicious: repeat the run, and compare again with --again");
    }
    return lines;
  }

  private static String gate(GateRow gate) {
    return row(
        gate.name(),
        Cells.ratio(gate.value()),
        Cells.ratio(gate.expected()),
        Cells.ratio(gate.limit()),
        Cells.change(gate.value(), gate.expected()),
        Cells.chance(gate.adjusted()),
        Cells.note(gate));
  }

  private static String success(SuccessRow row) {
    return row(
        row.phase().label(),
        row.failed() + "/" + row.counted(),
        row.acceptedFailed() + "/" + row.acceptedCounted(),
        "",
        "",
        Cells.chance(row.adjusted()),
        row.regressed() ? "REGRESSED" : "");
  }

  private static String level(LevelRow row) {
    return row(
        row.phase().label() + " " + row.metric().label(),
        Cells.millis(row.value()),
        Cells.millis(row.expected()),
        Cells.millis(row.high()),
        Cells.change(row.value(), row.expected()),
        "",
        Cells.note(row));
  }

  /** The ratios of a baseline before and after a run was accepted, as geometric means. */
  public static List<String> baselines(Baseline before, Baseline after) {
    List<String> lines = new ArrayList<>();
    lines.add(row("ratio, mean of the accepted runs", "before", "now", "", "change", "", ""));
    for (Gate gate : Gate.all()) {
      Double old = mean(before, gate);
      Double now = mean(after, gate);
      lines.add(
          row(
              gate.label(),
              Cells.ratio(old),
              Cells.ratio(now),
              "",
              Cells.change(now, old),
              "",
              ""));
    }
    return lines;
  }

  private static @Nullable Double mean(Baseline baseline, Gate gate) {
    double[] logs =
        baseline.runs().stream()
            .flatMap(run -> Stream.ofNullable(run.ratios().get(gate.label())))
            .mapToDouble(Math::log)
            .toArray();
    return logs.length == 0
        ? null
        : (Double) Math.exp(java.util.Arrays.stream(logs).average().orElseThrow());
  }

  /** Two runs side by side. */
  public static List<String> besides(RunFigures one, RunFigures two) {
    List<String> lines = new ArrayList<>();
    lines.add("A " + one.run() + ", " + one.target());
    lines.add("B " + two.run() + ", " + two.target());
    lines.add(row("ratio inside the run", "A", "B", "", "A to B", "", ""));
    for (Gate gate : Gate.all()) {
      Double a = one.ratios().get(gate.label());
      Double b = two.ratios().get(gate.label());
      lines.add(row(gate.label(), Cells.ratio(a), Cells.ratio(b), "", Cells.change(b, a), "", ""));
    }
    lines.add(row("milliseconds", "A", "B", "", "A to B", "", ""));
    for (Phase phase : Phase.values()) {
      for (Metric metric : phase.judged() ? Metric.values() : new Metric[0]) {
        Double a = micros(one, phase, metric);
        Double b = micros(two, phase, metric);
        String name = phase.label() + " " + metric.label();
        lines.add(row(name, Cells.millis(a), Cells.millis(b), "", Cells.change(b, a), "", ""));
      }
    }
    return lines;
  }

  private static @Nullable Double micros(RunFigures run, Phase phase, Metric metric) {
    return Optional.ofNullable(run.phases().get(phase))
        .map(PhaseFigures::micros)
        .flatMap(micros -> Optional.ofNullable(micros.get(metric)))
        .map(Long::doubleValue)
        .orElse(null);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-34s %10s %10s %10s %8s %8s  %s", cells).stripTrailing();
  }
}
