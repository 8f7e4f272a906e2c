package io.faultstream.judge.validity;

import io.faultstream.history.MetricSample;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.judge.StoredRun;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * The generator's own samples, phase by phase. What grows since some start is taken between the
 * last sample at or before a phase's start (else its first) and the last one in it.
 *
 * @param phases the judged phases with their samples, in order
 */
record GeneratorReadings(List<OfPhase> phases) {
  /** The samples of one phase, the one before it first. */
  private record OfPhase(Phase phase, List<MetricSample> samples) {}

  /** The worst of all phases; {@code everywhere}: known in each of them. */
  record Worst(OptionalDouble value, String where, boolean everywhere) {
    boolean above(double limit) {
      return value.isPresent() && value.getAsDouble() > limit;
    }

    String words(DoubleFunction<String> unit) {
      return value.isEmpty() ? "unknown" : unit.apply(value.getAsDouble()) + " (" + where + ")";
    }
  }

  /** Those of this run. */
  static GeneratorReadings of(StoredRun run) {
    List<MetricSample> all =
        run.metrics().stream()
            .filter(s -> s.source().equals(GeneratorSeries.SOURCE))
            .sorted(Comparator.comparingLong(MetricSample::atNanos))
            .toList();
    return new GeneratorReadings(
        run.spec().phases().stream()
            .map(PhaseSpec::phase)
            .filter(Phase::judged)
            .map(phase -> new OfPhase(phase, within(all, run.spec(), phase)))
            .toList());
  }

  private static List<MetricSample> within(
      List<MetricSample> all, ExperimentSpec spec, Phase phase) {
    long from = spec.startNanos(phase);
    int before = 0;
    int end = 0;
    for (MetricSample sample : all) {
      before += sample.atNanos() <= from ? 1 : 0;
      end += sample.atNanos() <= spec.endNanos(phase) ? 1 : 0;
    }
    return all.subList(Math.max(0, before - 1), end);
  }

  /**
   * The largest value of a series in each phase. Each is of the time since the sample before, so
   * the first one of a phase is partly of the phase before: it counts only where there is no other.
   */
  Worst largest(GeneratorSeries series) {
    return worst(
        samples ->
            samples.stream()
                .skip(samples.size() > 2 ? 2 : 1)
                .flatMapToDouble(s -> series.in(s).stream())
                .max());
  }

  /** The share of each phase's time that a growing series grew by, with its unit in seconds. */
  Worst ofTime(GeneratorSeries series, double seconds) {
    return worst(
        samples -> {
          OptionalDouble grown = grown(series, samples);
          return grown.isEmpty()
              ? OptionalDouble.empty()
              : share(grown.getAsDouble() * seconds, time(samples) / 1e9);
        });
  }

  /** The share of its CPU time that this machine wanted and did not get. */
  Worst steal() {
    return worst(
        samples -> {
          OptionalDouble stolen = grown(GeneratorSeries.STEAL_TICKS, samples);
          OptionalDouble all = grown(GeneratorSeries.CPU_TICKS, samples);
          return stolen.isEmpty() || all.orElse(0) <= 0
              ? OptionalDouble.empty()
              : share(stolen.getAsDouble(), all.getAsDouble());
        });
  }

  /** A sample is stamped a moment before it is read, so a part may seem larger than the whole. */
  private static OptionalDouble share(double part, double whole) {
    return OptionalDouble.of(Math.min(1, part / whole));
  }

  /** Open files as a share of their limit. */
  Worst files() {
    return worst(
        samples ->
            samples.stream()
                .flatMapToDouble(
                    s -> {
                      OptionalDouble most = GeneratorSeries.MAX_FILES.in(s);
                      return GeneratorSeries.OPEN_FILES.in(s).stream()
                          .filter(any -> most.orElse(0) > 0)
                          .map(open -> open / most.orElse(1));
                    })
                .max());
  }

  private Worst worst(Function<List<MetricSample>, OptionalDouble> figure) {
    Worst worst = new Worst(OptionalDouble.empty(), "", !phases.isEmpty());
    for (OfPhase phase : phases) {
      OptionalDouble here = figure.apply(phase.samples());
      boolean everywhere = worst.everywhere() && here.isPresent();
      boolean more = here.isPresent() && !(worst.value().orElse(-1) >= here.getAsDouble());
      worst =
          new Worst(
              more ? here : worst.value(),
              more ? phase.phase().label() : worst.where(),
              everywhere);
    }
    return worst;
  }

  private static OptionalDouble grown(GeneratorSeries series, List<MetricSample> samples) {
    if (samples.size() < 2 || time(samples) <= 0) {
      return OptionalDouble.empty();
    }
    OptionalDouble first = series.in(samples.get(0));
    OptionalDouble last = series.in(samples.get(samples.size() - 1));
    return first.isEmpty() || last.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(last.getAsDouble() - first.getAsDouble());
  }

  private static double time(List<MetricSample> samples) {
    return samples.get(samples.size() - 1).atNanos() - samples.get(0).atNanos();
  }
}
