package io.faultstream.measure.counters;

import io.faultstream.history.MetricSample;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.TargetGauge;
import io.faultstream.history.VersionProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings readings, which come about once a second, to whole seconds. What a counter rose between
 * two readings is spread evenly over the time between them; over a gap of more than {@link
 * #LONGEST} nothing is claimed.
 *
 * @param seconds how many seconds the run has
 */
record Columns(int seconds) {
  private static final double SECOND = 1e9;

  /** Between two readings, seconds: one that is missing is bridged, two are not. */
  private static final double LONGEST = 2.5;

  /** A second that is known for less than this part of it is not known. */
  private static final double LEAST = 0.5;

  private static final List<TargetCounter> COUNTERS =
      List.of(
          TargetCounter.SUCCEEDED,
          TargetCounter.FAILED,
          TargetCounter.REJECTIONS,
          TargetCounter.CANCELLATIONS,
          TargetCounter.MIGRATIONS);

  /** All columns of a run. */
  TargetSeconds of(FrontendReadings frontend, Map<String, List<MetricSample>> workers) {
    List<@Nullable Long> open =
        largest(
            frontend.pages(),
            page -> Family.first(page, TargetGauge.FRONTEND_IN_FLIGHT.families()));
    Map<String, List<@Nullable Long>> byWorker = new LinkedHashMap<>();
    workers.forEach(
        (worker, samples) -> {
          List<@Nullable Long> column = largest(samples, WorkerTally::inFlight);
          if (column.stream().anyMatch(Objects::nonNull)) {
            byWorker.put(worker, column);
          }
        });
    Map<TargetCounter, List<@Nullable Double>> perSecond = new EnumMap<>(TargetCounter.class);
    for (TargetCounter counter : COUNTERS) {
      List<@Nullable Double> column = rises(frontend, counter);
      if (column.stream().anyMatch(Objects::nonNull)) {
        perSecond.put(counter, column);
      }
    }
    boolean known = open.stream().anyMatch(Objects::nonNull);
    return new TargetSeconds(known ? open : List.of(), byWorker, perSecond);
  }

  private List<@Nullable Long> largest(
      List<MetricSample> samples, Function<Map<String, Double>, OptionalDouble> gauge) {
    List<@Nullable Long> column = empty();
    for (MetricSample sample : samples) {
      long second = Math.floorDiv(sample.atNanos(), (long) SECOND);
      OptionalDouble value = sample.ok() ? gauge.apply(sample.values()) : OptionalDouble.empty();
      if (value.isPresent() && second >= 0 && second < seconds) {
        Long before = column.get((int) second);
        long now = Math.round(value.getAsDouble());
        column.set((int) second, before == null ? now : Math.max(before, now));
      }
    }
    return column;
  }

  private List<@Nullable Double> rises(FrontendReadings frontend, TargetCounter counter) {
    VersionProfile profile = frontend.profile();
    double[] risen = new double[seconds];
    double[] known = new double[seconds];
    List<MetricSample> pages = frontend.pages();
    for (int i = 1; i < pages.size(); i++) {
      OptionalDouble before = profile.read(counter, pages.get(i - 1).values());
      OptionalDouble after = profile.read(counter, pages.get(i).values());
      double from = pages.get(i - 1).atNanos() / SECOND;
      double to = pages.get(i).atNanos() / SECOND;
      boolean near = to > from && to - from <= LONGEST;
      if (near
          && before.isPresent()
          && after.isPresent()
          && !frontend.beganAnew(pages.get(i - 1), pages.get(i))) {
        spread(new Rise(from, to, after.getAsDouble() - before.getAsDouble()), risen, known);
      }
    }
    List<@Nullable Double> column = empty();
    for (int second = 0; second < seconds; second++) {
      if (known[second] >= LEAST) {
        column.set(second, Math.round(risen[second] / known[second] * 100) / 100.0);
      }
    }
    return column;
  }

  /** What a counter rose by between two moments, seconds. */
  private record Rise(double from, double to, double by) {}

  private void spread(Rise rise, double[] risen, double[] known) {
    int first = (int) Math.max(0, Math.floor(rise.from));
    for (int second = first; second < seconds && second < rise.to; second++) {
      double part = Math.min(rise.to, second + 1) - Math.max(rise.from, second);
      known[second] += part;
      risen[second] += rise.by * part / (rise.to - rise.from);
    }
  }

  private <T> List<@Nullable T> empty() {
    List<@Nullable T> column = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      column.add(null);
    }
    return column;
  }
}
