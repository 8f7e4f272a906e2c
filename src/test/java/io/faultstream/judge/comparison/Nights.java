package io.faultstream.judge.comparison;

import io.faultstream.history.Outcome;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.Metric;
import io.faultstream.judge.baseline.PhaseFigures;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Made-up nights for tests. A run's figures are those of a service with a TTFT around 60 ms, spread
 * lognormally, times a factor of the machine that all phases of the run share (10 %), times a
 * factor that each phase has for itself (the noise asked for), times the error of percentiles taken
 * from 700 requests (asymptotic normal).
 */
final class Nights {
  static final Fingerprint FINGERPRINT =
      new Fingerprint("0123456789ab", Map.of("simulation", "migration"));

  private static final double MACHINE = 0.10;
  private static final double SPREAD = 0.5;
  private static final int REQUESTS = 700;

  private final Random chance;
  private final double noise;
  private int made;

  Nights(long seed, double noise) {
    this.chance = new Random(seed);
    this.noise = noise;
  }

  /** So many accepted runs. */
  Baseline baseline(int runs) {
    List<RunFigures> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(run(1));
    }
    return new Baseline(Baseline.SCHEMA, "migration", FINGERPRINT, all);
  }

  /** A run whose overflow is slower by this factor than it should be. */
  RunFigures run(double slower) {
    double machine = MACHINE * chance.nextGaussian();
    Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
    for (Phase phase : List.of(Phase.STANDARD, Phase.OVERFLOW, Phase.RECOVERY)) {
      double own = noise * chance.nextGaussian();
      double change = phase == Phase.OVERFLOW ? Math.log(slower) : 0;
      phases.put(phase, phase(Math.exp(machine + own + change)));
    }
    return run("run-" + made++, phases);
  }

  /** A run with these phases. */
  static RunFigures run(String name, Map<Phase, PhaseFigures> phases) {
    Map<String, Double> ratios = new HashMap<>();
    Gate.all().forEach(gate -> gate.of(phases).ifPresent(r -> ratios.put(gate.label(), r)));
    return new RunFigures(name, name, 1, "", "embedded 1", Map.of(), ratios, phases);
  }

  /** A phase without noise, with so many failures. */
  static PhaseFigures steady(double factor, long failed) {
    Map<Metric, Long> micros = new EnumMap<>(Metric.class);
    micros.put(Metric.TTFT_P50, Math.round(60_000 * factor));
    micros.put(Metric.TTFT_P95, Math.round(140_000 * factor));
    micros.put(Metric.ITL_P99, Math.round(25_000 * factor));
    micros.put(Metric.E2E_P50, Math.round(2_000_000 * factor));
    return new PhaseFigures(
        REQUESTS,
        REQUESTS - failed,
        REQUESTS,
        failed == 0 ? Map.of(Outcome.COMPLETED, (long) REQUESTS) : Map.of(),
        micros,
        Map.of());
  }

  private PhaseFigures phase(double factor) {
    PhaseFigures exact = steady(factor, 0);
    Map<Metric, Long> micros = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      double value = Objects.requireNonNull(exact.micros().get(metric)).doubleValue();
      micros.put(metric, noisy(metric, value));
    }
    return new PhaseFigures(
        exact.sent(), exact.completed(), exact.counted(), exact.outcomes(), micros, Map.of());
  }

  /**
   * The standard error of a percentile: √(p(1−p)/n) ÷ density, for a lognormal on the log scale.
   */
  private long noisy(Metric metric, double value) {
    double error =
        switch (metric) {
          case TTFT_P50 -> SPREAD * Math.sqrt(0.25 / REQUESTS) / 0.3989;
          case TTFT_P95 -> SPREAD * Math.sqrt(0.05 * 0.95 / REQUESTS) / 0.1031;
          case ITL_P99 -> 0.02;
          case E2E_P50 -> 0.01;
        };
    return Math.round(value * Math.exp(error * chance.nextGaussian()));
  }

  /** The question of these runs against this baseline. */
  static Question question(Baseline baseline, List<RunFigures> news) {
    return new Question(
        FINGERPRINT, news.get(0), news.subList(1, news.size()), Optional.of(baseline));
  }
}
