package io.faultstream.judge.baseline;

import io.faultstream.history.Environment;
import io.faultstream.measure.Measured;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run as it is compared: the sampling unit. What a baseline keeps of each accepted run.
 *
 * @param run name of the run's folder
 * @param startedAt wall time of its start, ISO 8601 in UTC
 * @param seed of the run
 * @param commit of this project, empty when unknown
 * @param target product and version of the target; shown, no part of the fingerprint
 * @param host where it ran
 * @param ratios by the gate's label; for the reader, and what is compared
 * @param phases the judged phases
 */
public record RunFigures(
    String run,
    String startedAt,
    long seed,
    String commit,
    String target,
    Map<String, String> host,
    Map<String, Double> ratios,
    Map<Phase, PhaseFigures> phases) {
  public RunFigures {
    ratios.forEach(
        (name, ratio) -> {
          if (!Double.isFinite(ratio) || ratio <= 0) {
            throw new IllegalArgumentException(run + ": " + name + " cannot be " + ratio);
          }
        });
    host = Map.copyOf(host);
    ratios = Map.copyOf(ratios);
    phases = Map.copyOf(phases);
  }

  /** The figures of a run that was measured. */
  public static RunFigures of(
      String run, ExperimentSpec spec, Environment environment, Measured measured) {
    Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
    measured
        .summary()
        .phases()
        .forEach(
            (phase, summary) -> {
              if (phase.judged()) {
                Map<String, String> histograms =
                    measured.histograms().getOrDefault(phase, Map.of());
                phases.put(phase, PhaseFigures.of(summary, histograms));
              }
            });
    Map<String, Double> ratios = new LinkedHashMap<>();
    Gate.all().forEach(gate -> gate.of(phases).ifPresent(r -> ratios.put(gate.label(), r)));
    return new RunFigures(
        run,
        environment.startedAt(),
        spec.seed(),
        environment.commit(),
        environment.profile().product() + " " + environment.profile().version(),
        environment.host(),
        ratios,
        phases);
  }

  /** The same without distributions, which are for people and for later questions. */
  public RunFigures withoutHistograms() {
    Map<Phase, PhaseFigures> lean = new EnumMap<>(Phase.class);
    phases.forEach((phase, figures) -> lean.put(phase, figures.withoutHistograms()));
    return new RunFigures(run, startedAt, seed, commit, target, host, ratios, lean);
  }
}
