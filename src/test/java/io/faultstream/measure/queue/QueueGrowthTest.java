package io.faultstream.measure.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueGrowthTest {
  private static long[] open(int seconds, IntToLongFunction at) {
    return IntStream.range(0, seconds).mapToLong(at).toArray();
  }

  @Test
  void slopeIsThatOfLeastSquares() {
    QueueGrowth growth = QueueGrowth.of(new long[] {1, 3, 2, 5, 4}, 0, 10).orElseThrow();

    assertThat(growth.perSecond()).isCloseTo(0.8, within(1e-12));
    assertThat(growth.diverges()).as("the points lie too far off the line").isFalse();
  }

  @Test
  void queueThatGrowsByTheExcessDiverges() {
    QueueGrowth growth =
        QueueGrowth.of(open(20, i -> 20 + Math.round(3.1 * i)), 0, 50).orElseThrow();

    assertThat(growth.perSecond()).isCloseTo(3.1, within(0.02));
    assertThat(growth.diverges()).isTrue();
  }

  @Test
  void growthThatTheRisingRateExplainsIsNoQueue() {
    QueueGrowth growth = QueueGrowth.of(open(20, i -> 20 + 3 * i / 4), 0.75, 50).orElseThrow();

    assertThat(growth.byLoadPerSecond()).isEqualTo(0.75);
    assertThat(growth.diverges()).isFalse();
  }

  @Test
  void steadyQueueSeldomSeemsToGrow() {
    int alarms = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Random chance = new Random(seed);
      long[] steady = open(20, i -> Math.round(25 + 6 * chance.nextGaussian()));
      alarms += QueueGrowth.of(steady, 0, 40).orElseThrow().diverges() ? 1 : 0;
    }
    assertThat(alarms).isLessThan(5);
  }

  @Test
  void shortPhaseSaysNothing() {
    assertThat(QueueGrowth.of(open(4, i -> 10L * i), 0, 50)).isEmpty();
    assertThat(QueueGrowth.of(open(5, i -> 10L * i), 0, 50)).isPresent();
  }

  /** Standard: 20 s with 20 in flight at 35/s, so 0.571 s each. */
  @ParameterizedTest
  @CsvSource({"35, 0", "70, 1.0"})
  void loadOfARampIsItsRateTimesTheUsualTime(double toRate, double expected) {
    ExperimentSpec spec = SampleSpecs.withoutFault();
    PhaseSpec ramp = new PhaseSpec(Phase.OVERFLOW, Duration.ofSeconds(20), 1050, 35, toRate);
    List<PhaseSpec> phases =
        spec.phases().stream().map(p -> p.phase() == Phase.OVERFLOW ? ramp : p).toList();
    ExperimentSpec ramping =
        new ExperimentSpec(
            spec.schema(),
            spec.simulation(),
            spec.seed(),
            spec.target(),
            spec.load(),
            phases,
            spec.faults(),
            spec.expectation(),
            spec.claims());
    Queues queues = new Queues(ramping, second -> second < 25 ? 20 : 20 + 2L * (second - 25));

    QueueGrowth growth = queues.growth(ramp).orElseThrow();

    assertThat(growth.perSecond()).isCloseTo(2.0, within(1e-9));
    assertThat(growth.byLoadPerSecond()).isCloseTo(expected, within(1e-9));
    assertThat(growth.diverges()).isEqualTo(expected == 0);
  }
}
