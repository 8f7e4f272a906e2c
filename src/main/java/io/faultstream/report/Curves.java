package io.faultstream.report;

import io.faultstream.history.Outcome;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.SecondPoint;
import io.faultstream.report.curves.Chart;
import io.faultstream.report.curves.Chart.Series;
import io.faultstream.report.store.StoreCharts;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.PhaseSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The run as curves over one axis, ready to be drawn.
 *
 * @param stepSeconds seconds behind one point; more than 1 in long runs only
 * @param end right end of the axis, seconds from the run's start
 * @param x middle of each point's time, seconds
 * @param phases where each phase lies
 * @param faults when each fault was in force
 * @param charts what is drawn
 */
record Curves(
    int stepSeconds,
    double end,
    List<Double> x,
    List<Span> phases,
    List<Mark> faults,
    List<Chart> charts) {
  /** More points than a page of an hour has would make it heavy and show nothing more. */
  private static final int MAX_POINTS = 3600;

  /** Where the store stands: right below what its clients see of it. */
  private static final int UNDER_TTFT = 1;

  /** A phase on the axis, seconds. */
  record Span(String label, double from, double to) {}

  /** A fault on the axis, seconds; {@code null}: that step was not reached. */
  record Mark(
      String letter,
      String label,
      @Nullable Double inject,
      @Nullable Double effect,
      @Nullable Double undo,
      @Nullable Double undone) {}

  /** The curves of a run. */
  static Curves of(ReportInput input) {
    ExperimentSpec spec = input.spec();
    List<SecondPoint> seconds = input.summary().seconds();
    int step = Math.max(1, (seconds.size() + MAX_POINTS - 1) / MAX_POINTS);
    List<List<SecondPoint>> points = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i += step) {
      points.add(seconds.subList(i, Math.min(seconds.size(), i + step)));
    }
    List<Chart> charts = new Points(points, step).charts();
    charts.addAll(UNDER_TTFT, StoreCharts.of(input.store(), points.size(), step));
    charts.addAll(TargetCurves.of(input.summary().target(), step));
    double last = seconds.isEmpty() ? 0 : seconds.get(seconds.size() - 1).second() + 1;
    return new Curves(
        step,
        Math.max(last, spec.lengthNanos() / 1e9),
        points.stream().map(p -> p.get(0).second() + p.size() / 2.0).toList(),
        spans(spec),
        marks(input.summary().windows()),
        charts);
  }

  private static List<Span> spans(ExperimentSpec spec) {
    List<Span> spans = new ArrayList<>();
    double from = 0;
    for (PhaseSpec phase : spec.phases()) {
      double to = from + phase.length().toNanos() / 1e9;
      spans.add(new Span(phase.phase().label(), from, to));
      from = to;
    }
    return spans;
  }

  private static List<Mark> marks(List<FaultWindow> windows) {
    List<Mark> marks = new ArrayList<>();
    for (FaultWindow w : windows) {
      String label = w.victim().isEmpty() ? w.kind().label() : w.kind().label() + " " + w.victim();
      marks.add(
          new Mark(
              letter(marks.size()),
              label,
              seconds(w.injectNanos()),
              seconds(w.effectNanos()),
              seconds(w.undoNanos()),
              seconds(w.undoneNanos())));
    }
    return marks;
  }

  /** A, B … Z, then numbers. */
  static String letter(int fault) {
    return fault < 26 ? String.valueOf((char) ('A' + fault)) : String.valueOf(fault + 1);
  }

  private static @Nullable Double seconds(@Nullable Long nanos) {
    return nanos == null ? null : (Double) (Math.round(nanos / 1e6) / 1e3);
  }

  /** Seconds in groups: counts are averaged, extremes stay. */
  private record Points(List<List<SecondPoint>> groups, int step) {

    List<Chart> charts() {
      List<Chart> charts = new ArrayList<>();
      charts.add(
          chart(
              "ttft",
              "Time to first token (TTFT)",
              "ms",
              series("median", "--blue", largest(SecondPoint::ttftMedianMicros)),
              series("max", "--orange", largest(SecondPoint::ttftMaxMicros))));
      charts.add(
          chart(
              "gap",
              "Longest gap between two tokens",
              "ms",
              series("max gap", "--orange", largest(SecondPoint::maxGapMicros))));
      charts.add(outcomes());
      charts.add(
          chart(
              "inflight",
              "Requests in flight",
              "requests",
              series("in flight", "--blue", largest(SecondPoint::inFlight, 1))));
      charts.add(
          chart("sent", "Requests sent", "per s", series("sent", "--blue", mean(s -> s.sent()))));
      charts.add(
          chart("tokens", "Tokens", "per s", series("tokens", "--blue", mean(s -> s.tokens()))));
      return charts;
    }

    /** Failures below, so that they can be compared; the completed on top of them. */
    private Chart outcomes() {
      List<Series> series = new ArrayList<>();
      int colour = 0;
      for (Outcome outcome : Outcome.values()) {
        boolean seen =
            groups.stream()
                .flatMap(List::stream)
                .anyMatch(s -> s.ended().getOrDefault(outcome, 0L) > 0);
        if (seen || outcome == Outcome.COMPLETED) {
          String name = outcome == Outcome.COMPLETED ? "--done" : "--fail" + (1 + colour++ % 5);
          series.add(series(outcome.name(), name, mean(s -> s.ended().getOrDefault(outcome, 0L))));
        }
      }
      return new Chart(
          "outcomes",
          "Requests ended, by outcome",
          "per s",
          true,
          caption(series, "per s", step),
          series);
    }

    private Chart chart(String id, String title, String unit, Series... series) {
      List<Series> all = Arrays.asList(series);
      return new Chart(id, title, unit, false, caption(all, unit, step), all);
    }

    private static Series series(String label, String colour, List<@Nullable Double> values) {
      return new Series(label, colour, values);
    }

    private List<@Nullable Double> mean(ToDoubleFunction<SecondPoint> of) {
      List<@Nullable Double> values = new ArrayList<>();
      for (List<SecondPoint> group : groups) {
        values.add(round(group.stream().mapToDouble(of).average().orElse(0)));
      }
      return values;
    }

    private List<@Nullable Double> largest(Function<SecondPoint, @Nullable Long> micros) {
      return largest(micros, 1e-3);
    }

    private List<@Nullable Double> largest(
        Function<SecondPoint, @Nullable Long> of, double factor) {
      List<@Nullable Double> values = new ArrayList<>();
      for (List<SecondPoint> group : groups) {
        Double most = null;
        for (SecondPoint second : group) {
          Long value = of.apply(second);
          if (value != null && (most == null || value * factor > most)) {
            most = value * factor;
          }
        }
        values.add(most == null ? null : (Double) round(most));
      }
      return values;
    }
  }

  /** A number as short as a curve needs it. */
  static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** The lowest and highest values of these series in words. */
  static String caption(List<Series> series, String unit, int stepSeconds) {
    List<String> parts = new ArrayList<>();
    for (Series one : series) {
      List<Double> seen = one.values().stream().filter(Objects::nonNull).toList();
      if (!seen.isEmpty()) {
        Double high = Collections.max(seen);
        int at = one.values().indexOf(high) * stepSeconds;
        String range = Figures.rate(Collections.min(seen)) + " to " + Figures.rate(high);
        parts.add(one.label() + " " + range + " " + unit + " (highest at " + at + " s)");
      }
    }
    return parts.isEmpty() ? "nothing was measured" : String.join("; ", parts);
  }
}
