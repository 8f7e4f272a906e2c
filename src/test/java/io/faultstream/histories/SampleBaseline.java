package io.faultstream.histories;

import io.faultstream.experiment.life.AcceptedRuns;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.Metric;
import io.faultstream.judge.baseline.PhaseFigures;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.comparison.Comparer;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.judge.comparison.Question;
import io.faultstream.measure.Measure;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accepted runs that a generated history is compared with: six that were as it is, save that what
 * they measured in overflow and recovery differs by up to 1.5 %.
 */
final class SampleBaseline {
  /** Of each accepted run, what overflow and recovery took ÷ what this run's took. */
  private static final List<Double> NOISE = List.of(0.99, 1.01, 1.0, 0.985, 1.015, 1.005);

  private SampleBaseline() {}

  /** Measures the run, compares it with them and writes its {@code comparison.json}. */
  static Comparison compare(RunFolder folder) throws IOException {
    ExperimentSpec spec = folder.spec();
    RunFigures run = AcceptedRuns.figures(folder, spec, Measure.of(folder, spec));
    List<RunFigures> accepted = new ArrayList<>();
    for (int night = 0; night < NOISE.size(); night++) {
      accepted.add(before(run, night));
    }
    Fingerprint fingerprint = Fingerprint.of(spec, folder.environment());
    Baseline baseline =
        new Baseline(Baseline.SCHEMA, spec.simulation(), fingerprint, accepted).withoutHistograms();
    Comparison comparison =
        Comparer.compare(
            new Question(fingerprint, run, List.of(), Optional.of(baseline)),
            NoRegression.limits(spec.claims()));
    folder.write(RunFolder.COMPARISON, comparison);
    return comparison;
  }

  private static RunFigures before(RunFigures run, int night) {
    Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
    run.phases()
        .forEach(
            (phase, figures) ->
                phases.put(
                    phase, phase == Phase.STANDARD ? figures : times(figures, NOISE.get(night))));
    Map<String, Double> ratios = new HashMap<>();
    Gate.all().forEach(gate -> gate.of(phases).ifPresent(r -> ratios.put(gate.label(), r)));
    return new RunFigures(
        "2026022" + night + "T013000Z-" + (night + 1),
        "2026-02-2" + night + "T01:30:00Z",
        night + 1,
        run.commit(),
        run.target(),
        run.host(),
        ratios,
        phases);
  }

  private static PhaseFigures times(PhaseFigures figures, double factor) {
    Map<Metric, Long> micros = new EnumMap<>(Metric.class);
    figures.micros().forEach((metric, value) -> micros.put(metric, Math.round(value * factor)));
    return new PhaseFigures(
        figures.sent(),
        figures.completed(),
        figures.counted(),
        figures.outcomes(),
        micros,
        figures.histograms());
  }
}
