package io.faultstream.measure.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.queue.QueueGrowth.Second;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueGrowthTest {
  /** An engine takes 30 ms for a first token where nobody waits. */
  private static final double USUAL = 0.03;

  /** Seconds of a phase in which so many were in flight and waited so long. */
  private static List<Second> phase(
      int seconds, IntToLongFunction open, IntToDoubleFunction waited) {
    return IntStream.range(0, seconds)
        .mapToObj(i -> new Second(open.applyAsLong(i), micros(waited.applyAsDouble(i))))
        .toList();
  }

  private static long micros(double waited) {
    return Math.round((USUAL + waited) * 1e6);
  }

  /** Its queue is what is open beyond the first second, served at this rate. */
  private static List<Second> queueing(int seconds, double rate, IntToLongFunction open) {
    long usual = open.applyAsLong(0);
    return phase(seconds, open, i -> (open.applyAsLong(i) - usual) / rate);
  }

  private static QueueGrowth growth(List<Second> phase, double byLoad, double rate) {
    return QueueGrowth.of(phase, byLoad, rate).orElseThrow();
  }

  @Test
  void slopeIsThatOfLeastSquares() {
    long[] open = {1, 3, 2, 5, 4};

    QueueGrowth growth = growth(queueing(5, 10, i -> open[i]), 0, 10);

    assertThat(growth.perSecond()).isCloseTo(0.8, within(1e-12));
    assertThat(growth.diverges()).as("the points lie too far off the line").isFalse();
  }

  @Test
  void queueThatGrowsByTheExcessDiverges() {
    QueueGrowth growth = growth(queueing(20, 50, i -> 20 + Math.round(3.1 * i)), 0, 50);

    assertThat(growth.perSecond()).isCloseTo(3.1, within(0.02));
    assertThat(growth.diverges()).isTrue();
  }

  /** Asked for 45 to 60/s over 20 s, served at most 50/s: so it begins after a third. */
  @Test
  void queueOfARampThatGoesBeyondWhatIsServedDiverges() {
    QueueGrowth growth =
        growth(
            queueing(20, 50, i -> 43 + Math.round(0.375 * Math.pow(Math.max(0, i - 6.7), 2))),
            0.72,
            52.5);

    assertThat(growth.diverges()).isTrue();
  }

  /** As an engine does whose steps take longer the more streams share them; seen in real runs. */
  @Test
  void moreInFlightWhileNobodyWaitsIsNoQueue() {
    long[] open = {43, 46, 47, 51, 52, 54, 54, 54, 63, 66, 67, 70};
    long[] micros = {33, 32, 33, 31, 34, 32, 33, 32, 33, 34, 32, 33};

    List<Second> phase = phase(12, i -> open[i], i -> micros[i] / 1e3 - USUAL);

    assertThat(growth(phase, 1.3, 52).diverges()).isFalse();
    assertThat(growth(queueing(12, 52, i -> open[i]), 1.3, 52).diverges())
        .as("the same in flight, and all that is more waits")
        .isTrue();
  }

  @Test
  void waitOfAFaultNearTheEndIsNoGrowth() {
    IntToLongFunction open = i -> 40 + i + (i < 17 ? 0 : 20L * (i - 16));
    IntToDoubleFunction waited = i -> i < 17 ? 0 : 0.5 * (i - 16);

    assertThat(growth(phase(20, open, waited), 0, 50).diverges()).isFalse();
  }

  @Test
  void waitThatIsTooShortForTheGrowthIsNoQueue() {
    IntToLongFunction open = i -> 20 + 3L * i;

    assertThat(growth(phase(20, open, i -> 0.4 * 3 * i / 50), 0, 50).diverges()).isFalse();
    assertThat(growth(phase(20, open, i -> 0.6 * 3 * i / 50), 0, 50).diverges()).isTrue();
  }

  @Test
  void secondsWithoutAFirstTokenAreLeftOut() {
    List<Second> all = queueing(20, 50, i -> 20 + 3L * i);
    List<Second> some = new ArrayList<>(all);
    List<Second> few = new ArrayList<>(all);
    for (int i = 0; i < 20; i++) {
      Second silent = new Second(all.get(i).open(), null);
      some.set(i, i % 3 == 0 ? silent : all.get(i));
      few.set(i, i % 5 == 0 ? all.get(i) : silent);
    }

    assertThat(growth(some, 0, 50).diverges()).isTrue();
    assertThat(growth(few, 0, 50).diverges()).as("4 of 20 s say too little").isFalse();
  }

  @Test
  void longPhaseIsJudgedAsAShortOne() {
    assertThat(growth(queueing(7200, 50, i -> 20 + 2L * i), 0, 50).diverges()).isTrue();
    assertThat(growth(phase(7200, i -> 20 + 2L * i, i -> 0), 0, 50).diverges()).isFalse();
  }

  @Test
  void growthThatTheRisingRateExplainsIsNoQueue() {
    QueueGrowth growth = growth(queueing(20, 50, i -> 20 + 3 * i / 4), 0.75, 50);

    assertThat(growth.byLoadPerSecond()).isEqualTo(0.75);
    assertThat(growth.diverges()).isFalse();
  }

  @Test
  void steadyQueueSeldomSeemsToGrow() {
    int alarms = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Random chance = new Random(seed);
      long[] steady =
          IntStream.range(0, 20)
              .mapToLong(i -> Math.round(25 + 6 * chance.nextGaussian()))
              .toArray();
      alarms += growth(queueing(20, 40, i -> steady[i]), 0, 40).diverges() ? 1 : 0;
    }
    assertThat(alarms).isLessThan(5);
  }

  @Test
  void shortPhaseSaysNothing() {
    assertThat(QueueGrowth.of(queueing(4, 50, i -> 10L * i), 0, 50)).isEmpty();
    assertThat(QueueGrowth.of(queueing(5, 50, i -> 10L * i), 0, 50)).isPresent();
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
    Queues queues =
        new Queues(
            ramping,
            second -> {
              long more = Math.max(0, second - 25) * 2L;
              return new Second(20 + more, micros(more / 35.0));
            });

    QueueGrowth growth = queues.growth(ramp).orElseThrow();

    assertThat(growth.perSecond()).isCloseTo(2.0, within(1e-9));
    assertThat(growth.byLoadPerSecond()).isCloseTo(expected, within(1e-9));
    assertThat(growth.diverges()).isEqualTo(expected == 0);
  }
}
