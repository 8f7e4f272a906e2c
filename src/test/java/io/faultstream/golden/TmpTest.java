package io.faultstream.golden;

import io.faultstream.experiment.life.*;
import io.faultstream.history.*;
import io.faultstream.judge.baseline.*;
import io.faultstream.judge.comparison.*;
import io.faultstream.measure.*;
import io.faultstream.spec.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TmpTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void make() throws Exception {
    GoldenCase base = new GoldenCase("the base", Optional.empty(), Map.of(), "all", Map.of());
    RunFolder run = GoldenFolder.write(folder.resolve("run"), base);
    ExperimentSpec spec = run.spec();
    Measured m = Measure.of(run, spec);
    RunFigures me = AcceptedRuns.figures(run, spec, m).withoutHistograms();
    List<RunFigures> all = new ArrayList<>();
    double[] noise = {0.99, 1.01, 1.0, 0.985, 1.015, 1.005};
    for (int i = 0; i < 6; i++) {
      Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
      double n = noise[i];
      me.phases()
          .forEach(
              (p, f) -> {
                Map<Metric, Long> mm = new EnumMap<>(Metric.class);
                f.micros()
                    .forEach((k, v) -> mm.put(k, p == Phase.STANDARD ? v : Math.round(v * n)));
                phases.put(
                    p,
                    new PhaseFigures(
                        f.sent(), f.completed(), f.counted(), f.outcomes(), mm, Map.of()));
              });
      Map<String, Double> ratios = new HashMap<>();
      Gate.all().forEach(g -> g.of(phases).ifPresent(r -> ratios.put(g.label(), r)));
      String name = "2026022" + i + "T013000Z-" + (i + 1);
      all.add(
          new RunFigures(
              name,
              "2026-02-2" + i + "T01:30:00Z",
              i + 1,
              me.commit(),
              me.target(),
              Map.of(),
              ratios,
              phases));
    }
    Fingerprint fp = Fingerprint.of(spec, run.environment());
    Baseline b = new Baseline(1, spec.simulation(), fp, all);
    Comparison c =
        Comparer.compare(
            new Question(fp, me, List.of(), Optional.of(b)), NoRegression.limits(List.of()));
    Files.writeString(
        Path.of("src/test/resources/golden/base/comparison.json"), Json.line(c) + "\n");
    System.out.println(c.verdict() + c.sentence());
  }
}
