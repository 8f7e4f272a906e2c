package io.faultstream.judge.validity;

import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.MetricSample;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ClaimSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Warm-up to 5 s, standard to 25, overflow to 45, recovery to 65; a sample at each half second. */
final class GeneratorHealthyTest {
  private static final Claim CLAIM = new GeneratorHealthy();

  @TempDir Path root;

  private Finding find(SampleHistory run) {
    return find(run, CLAIM.asked());
  }

  private Finding find(SampleHistory run, ClaimSpec asked) {
    assertThat(CLAIM.subject()).isEqualTo(Claim.VALIDITY);
    assertThat(CLAIM.text(CLAIM.asked())).contains("1.0 s", "25.00 %");
    return CLAIM.find(run.stored(root), asked);
  }

  /** A calm run whose generator's samples are changed, by their second. */
  private static SampleHistory with(BiConsumer<Integer, Map<String, Double>> change) {
    SampleHistory run = SampleHistory.calm();
    run.metrics.replaceAll(
        sample -> {
          if (!sample.source().equals(GeneratorSeries.SOURCE)) {
            return sample;
          }
          Map<String, Double> values = new HashMap<>(sample.values());
          change.accept((int) (sample.atNanos() / SECOND), values);
          return new MetricSample(sample.atNanos(), sample.source(), true, values);
        });
    return run;
  }

  @Test
  void generatorThatHadWhatItNeedsPasses() {
    Finding found = find(SampleHistory.calm());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .isEqualTo(
            "event-loop lag 2 ms (standard), GC pauses 0.10 % (standard), CPU steal 1.00 %"
                + " (standard), CPU pressure 30.00 % (standard), open files 6.25 % (standard)");
  }

  @Test
  void loopThatHungOnceInAJudgedPhaseFails() {
    SampleHistory hung = with((second, v) -> late(v, second == 30 ? 1500 : 2));

    assertThat(find(hung).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(hung).evidence()).startsWith("event-loop lag 1.5 s (overflow)");
  }

  @Test
  void coldLoopOfTheWarmUpIsNotHeldAgainstIt() {
    SampleHistory cold = with((second, v) -> late(v, second <= 5 ? 1500 : 2));
    SampleHistory warm = with((second, v) -> late(v, second <= 6 ? 1500 : 2));

    assertThat(find(cold).verdict()).as("the first sample is partly of it").isEqualTo(Verdict.PASS);
    assertThat(find(warm).verdict()).isEqualTo(Verdict.FAIL);
  }

  private static void late(Map<String, Double> values, double millis) {
    GeneratorSeries.LOOP_LAG.put(values, millis);
  }

  /** In recovery alone; the rest of the run is as it should be. */
  @ParameterizedTest
  @CsvSource({
    "GC_PAUSES, 1, 200, GC pauses 20.",
    "STEAL_TICKS, 2, 100, CPU steal 50.00 % (recovery)",
  })
  void starvedPhaseFails(GeneratorSeries series, double usual, double starved, String said) {
    SampleHistory run =
        with(
            (second, v) -> {
              int bad = Math.max(0, second - 44);
              series.put(v, usual * (second - bad) + starved * bad);
            });

    assertThat(find(run).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(run).evidence()).contains(said, "(recovery)");
  }

  @Test
  void fullMachineIsShownAndFailsOnlyWhereThatIsAskedFor() {
    SampleHistory run =
        with((second, v) -> GeneratorSeries.CPU_PRESSURE.put(v, 1_050_000.0 * second));
    Map<String, Double> limits = new HashMap<>(CLAIM.defaults());
    limits.put("maxPressureShare", 0.5);
    ClaimSpec own = new ClaimSpec(CLAIM.id(), limits);

    assertThat(find(run).verdict()).isEqualTo(Verdict.PASS);
    assertThat(find(run).evidence()).contains("CPU pressure 100.00 %");
    assertThat(find(run, own).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(CLAIM.text(own)).contains("50.00 % under CPU pressure");
  }

  @Test
  void processNearItsLimitOfFilesFails() {
    SampleHistory run = with((second, v) -> GeneratorSeries.OPEN_FILES.put(v, 900));

    assertThat(find(run).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(run).evidence()).contains("open files 87.89 %");
  }

  @ParameterizedTest
  @EnumSource(names = {"STEAL_TICKS", "CPU_PRESSURE", "OPEN_FILES"})
  void whatTheKernelDoesNotTellIsUnknownAndTheRestDecides(GeneratorSeries series) {
    Finding found = find(with((second, v) -> v.remove(series.key())));

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains(" unknown");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOP_LAG", "GC_PAUSES"})
  void withoutItsOwnMeasurementItIsUndecided(GeneratorSeries series) {
    Finding found =
        find(
            with(
                (second, v) -> {
                  if (second >= 45) {
                    v.remove(series.key());
                  }
                }));

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence()).endsWith("what the generator itself measures is missing");
  }

  @Test
  void runWithoutSamplesIsUndecided() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.removeIf(m -> m.source().equals(GeneratorSeries.SOURCE));

    assertThat(find(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(run).evidence()).startsWith("event-loop lag unknown, GC pauses unknown");
  }
}
