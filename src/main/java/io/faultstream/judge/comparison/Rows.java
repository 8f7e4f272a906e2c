package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.Metric;
import io.faultstream.judge.baseline.PhaseFigures;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** The rows of a comparison before several of them are judged together. */
final class Rows {
  /** Each side of the wide band of an absolute figure, before it is widened further. */
  private static final double BAND_CHANCE = 0.005;

  private Rows() {}

  /** A ratio that is known to be there. */
  static double ratio(RunFigures run, Gate gate) {
    return Objects.requireNonNull(run.ratios().get(gate.label()), gate::label);
  }

  /** One ratio; of several new runs their geometric mean. */
  static GateRow gate(Gate gate, List<RunFigures> news, List<RunFigures> accepted, Limits limits) {
    List<Double> known = ratios(accepted, gate);
    List<Double> seen = ratios(news, gate);
    if (known.size() < limits.minRuns() || seen.size() < news.size()) {
      return GateRow.missing(gate, known.size());
    }
    Prediction prediction = Prediction.of(known);
    double value = mean(seen);
    double expected = prediction.expected();
    double standard = mean(micros(news, Phase.STANDARD, gate.metric()));
    boolean noticeable =
        value / expected - 1 >= limits.relativeFloor()
            && (value - expected) * standard >= limits.floors().of(gate.metric());
    return new GateRow(
        gate,
        gate.label(),
        known.size(),
        value,
        expected,
        prediction.exceededWith(limits.alpha()),
        prediction.chanceOf(value),
        null,
        noticeable,
        false);
  }

  private static List<Double> ratios(List<RunFigures> runs, Gate gate) {
    return runs.stream().flatMap(run -> Stream.ofNullable(run.ratios().get(gate.label()))).toList();
  }

  private static List<Double> micros(List<RunFigures> runs, Phase phase, Metric metric) {
    return runs.stream()
        .flatMap(run -> Stream.ofNullable(run.phases().get(phase)))
        .flatMap(figures -> Stream.ofNullable(figures.micros().get(metric)))
        .map(Long::doubleValue)
        .toList();
  }

  private static double mean(List<Double> figures) {
    return Math.exp(figures.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  /** The absolute figures that all new runs and enough accepted ones have. */
  static List<LevelRow> levels(List<RunFigures> news, List<RunFigures> accepted, Limits limits) {
    List<LevelRow> rows = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Metric metric : Metric.values()) {
        List<Double> known = micros(accepted, phase, metric);
        List<Double> seen = micros(news, phase, metric);
        if (known.size() >= limits.minRuns() && seen.size() == news.size()) {
          rows.add(level(new Gate(phase, metric), mean(seen), known, limits.levelBand()));
        }
      }
    }
    return rows;
  }

  private static LevelRow level(Gate at, double value, List<Double> known, double band) {
    Prediction prediction = Prediction.of(known);
    double expected = prediction.expected();
    double high = Math.max(prediction.exceededWith(BAND_CHANCE), expected * (1 + band));
    double low = Math.min(prediction.exceededWith(1 - BAND_CHANCE), expected / (1 + band));
    LevelRow.Place place =
        value > high
            ? LevelRow.Place.SLOWER
            : value < low ? LevelRow.Place.FASTER : LevelRow.Place.WITHIN;
    return new LevelRow(at.phase(), at.metric(), value, expected, low, high, place);
  }

  /** The failed requests of each phase that both sides have. */
  static List<SuccessRow> successes(
      List<RunFigures> news, List<RunFigures> accepted, Limits limits) {
    List<SuccessRow> rows = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      Failures now = failures(news, phase);
      Failures before = failures(accepted, phase);
      if (now.counted > 0 && before.counted > 0) {
        double rise = now.share() - before.share();
        boolean noticeable = rise > 0 && rise >= limits.successFloor();
        double chance = chance(now, before);
        rows.add(
            new SuccessRow(
                phase,
                now.failed,
                now.counted,
                before.failed,
                before.counted,
                chance,
                chance,
                noticeable,
                false));
      }
    }
    return rows;
  }

  private record Failures(long failed, long counted) {
    double share() {
      return (double) failed / counted;
    }

    Failures and(PhaseFigures phase) {
      return new Failures(failed + phase.failed(), counted + phase.counted());
    }
  }

  private static Failures failures(List<RunFigures> runs, Phase phase) {
    Failures sum = new Failures(0, 0);
    for (RunFigures run : runs) {
      Optional<PhaseFigures> figures = Optional.ofNullable(run.phases().get(phase));
      sum = figures.isPresent() ? sum.and(figures.get()) : sum;
    }
    return sum;
  }

  private static double chance(Failures now, Failures before) {
    if (now.failed == 0) {
      return 1;
    }
    int[][] table = {
      {Math.toIntExact(now.failed), Math.toIntExact(now.counted - now.failed)},
      {Math.toIntExact(before.failed), Math.toIntExact(before.counted - before.failed)}
    };
    return FisherExactTest.withDefaults()
        .with(AlternativeHypothesis.GREATER_THAN)
        .test(table)
        .getPValue();
  }
}
