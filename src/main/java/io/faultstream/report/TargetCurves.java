package io.faultstream.report;

import io.faultstream.history.TargetCounter;
import io.faultstream.measure.counters.TargetSeconds;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.report.curves.Chart;
import io.faultstream.report.curves.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The target's own figures as curves on the client's axis. What is not known is said in words: a
 * chart without any series has only its caption.
 */
final class TargetCurves {
  /** More lines than this say nothing to the eye; the table has all workers. */
  private static final int LINES = 8;

  private static final List<String> COLOURS =
      List.of("--orange", "--fail4", "--fail2", "--fail1", "--fail3", "--fail5");

  /** What it counts, in the order of the legend, with its colour. */
  private static final Map<TargetCounter, String> COUNTED =
      Map.of(
          TargetCounter.SUCCEEDED, "--blue",
          TargetCounter.FAILED, "--fail1",
          TargetCounter.REJECTIONS, "--fail3",
          TargetCounter.CANCELLATIONS, "--fail2",
          TargetCounter.MIGRATIONS, "--fail4");

  private final TargetSeconds seconds;
  private final int step;

  private TargetCurves(TargetSeconds seconds, int step) {
    this.seconds = seconds;
    this.step = step;
  }

  /** The charts, none where the target has no metrics; {@code step} seconds make one point. */
  static List<Chart> of(TargetSide target, int step) {
    if (target.metrics() != TargetSide.MetricsRead.READ) {
      return List.of();
    }
    TargetCurves curves = new TargetCurves(target.seconds(), step);
    return List.of(curves.inFlight(), curves.counted());
  }

  private Chart inFlight() {
    List<Series> series = new ArrayList<>();
    if (!seconds.frontendInFlight().isEmpty()) {
      series.add(new Series("frontend", "--blue", largest(seconds.frontendInFlight())));
    }
    seconds.workersInFlight().entrySet().stream()
        .limit(LINES)
        .forEach(
            worker ->
                series.add(
                    new Series(
                        worker.getKey(),
                        COLOURS.get(Math.max(0, series.size() - 1) % COLOURS.size()),
                        largest(worker.getValue()))));
    String title = "Target: requests in flight";
    if (series.isEmpty()) {
      return none("target-inflight", title, "Not known: no gauge of the target could be read.");
    }
    String caption = Curves.caption(series, "requests", step);
    int workers = seconds.workersInFlight().size();
    if (workers > LINES) {
      caption += "; " + (workers - LINES) + " more workers are in the table only";
    }
    return new Chart("target-inflight", title, "requests", false, caption, series);
  }

  private Chart counted() {
    List<Series> series = new ArrayList<>();
    List<String> none = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (TargetCounter counter : TargetCounter.values()) {
      String colour = COUNTED.get(counter);
      List<@Nullable Double> column = seconds.perSecond().get(counter);
      if (colour == null) {
        continue;
      }
      if (column == null) {
        unknown.add(Figures.words(counter));
      } else if (counter != TargetCounter.SUCCEEDED && stayedZero(column)) {
        none.add(Figures.words(counter));
      } else {
        series.add(new Series(Figures.words(counter), colour, mean(column)));
      }
    }
    String title = "Target: what it counted";
    if (series.isEmpty() && none.isEmpty()) {
      return none("target-counted", title, "Not known: no counter of the target could be read.");
    }
    List<String> parts = new ArrayList<>();
    if (!series.isEmpty()) {
      parts.add(Curves.caption(series, "per s", step));
    }
    if (!none.isEmpty()) {
      parts.add("none counted, so not drawn: " + String.join(", ", none));
    }
    if (!unknown.isEmpty()) {
      parts.add("not known: " + String.join(", ", unknown));
    }
    return new Chart("target-counted", title, "per s", false, String.join("; ", parts), series);
  }

  private static boolean stayedZero(List<@Nullable Double> column) {
    return column.stream().allMatch(value -> value == null || value == 0);
  }

  private static Chart none(String id, String title, String why) {
    return new Chart(id, title, "", false, why, List.of());
  }

  private List<@Nullable Double> largest(List<@Nullable Long> column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (int i = 0; i < column.size(); i += step) {
      Double most = null;
      for (Long value : column.subList(i, Math.min(column.size(), i + step))) {
        if (value != null && (most == null || value > most)) {
          most = (double) value;
        }
      }
      values.add(most);
    }
    return values;
  }

  private List<@Nullable Double> mean(List<@Nullable Double> column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (int i = 0; i < column.size(); i += step) {
      List<Double> known =
          column.subList(i, Math.min(column.size(), i + step)).stream()
              .filter(Objects::nonNull)
              .toList();
      values.add(
          known.isEmpty()
              ? null
              : (Double) Curves.round(known.stream().mapToDouble(v -> v).average().orElseThrow()));
    }
    return values;
  }
}
