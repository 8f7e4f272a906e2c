package io.faultstream.measure.census;

import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.MetricSample;
import io.faultstream.measure.SampleCensus;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CensusTest {
  private static final ExperimentSpec SPEC = SampleSpecs.withoutFault();
  private static final long END = SPEC.lengthNanos();
  private static final long OVER = END + SECOND;

  private final List<MetricSample> samples = new ArrayList<>();

  /** The last half second of a phase. */
  private static long endOf(Phase phase) {
    long end = 0;
    for (var each : SPEC.phases()) {
      end += each.length().toNanos();
      if (each.phase() == phase) {
        return end - SECOND / 2;
      }
    }
    throw new IllegalArgumentException("no phase " + phase);
  }

  private void read(String process, long pid, long at, int sockets) {
    samples.add(SampleCensus.of(process, pid, at, sockets));
  }

  private List<ProcessCensus> census() {
    return Census.of(samples, SPEC, OVER);
  }

  private static Held held(int sockets) {
    return new Held(sockets, sockets + 10, 20, 64 << 20);
  }

  @Test
  void lastReadingOfTheStandardPhaseIsBeforeAndTheLastOfAllAfter() {
    read("frontend", 7, -SECOND, 3);
    read("frontend", 7, endOf(Phase.STANDARD) - SECOND, 30);
    read("frontend", 7, endOf(Phase.STANDARD), 12);
    read("frontend", 7, endOf(Phase.OVERFLOW), 90);
    read("frontend", 7, OVER + 1, 13);

    assertThat(census())
        .containsExactly(
            new ProcessCensus("frontend", 7, held(12).withSockets(3), held(13), held(90), false));
  }

  @Test
  void readingBeforeTheLastRequestEndedIsNoneAfterIt() {
    read("frontend", 7, endOf(Phase.STANDARD), 12);
    read("frontend", 7, OVER - 1, 13);

    assertThat(census())
        .containsExactly(new ProcessCensus("frontend", 7, held(12), null, held(13), false));
  }

  @Test
  void processInThePlaceOfAnotherHasNoBefore() {
    read("worker-0", 8, endOf(Phase.STANDARD), 5);
    samples.add(SampleCensus.gone("worker-0", endOf(Phase.OVERFLOW)));
    read("worker-0", 9, endOf(Phase.RECOVERY), 6);
    read("worker-0", 9, OVER, 4);

    assertThat(census())
        .containsExactly(
            new ProcessCensus("worker-0", 8, held(5), null, held(5), true),
            new ProcessCensus("worker-0", 9, null, held(4), held(6), false));
  }

  @Test
  void sameNumberWithAnotherStartIsAnotherProcess() {
    read("worker-0", 8, endOf(Phase.STANDARD), 5);
    MetricSample later = SampleCensus.of("worker-0", 8, OVER, 5);
    java.util.Map<String, Double> values = new java.util.HashMap<>(later.values());
    values.put("start_ticks", 5.0);
    samples.add(new MetricSample(later.atNanos(), later.source(), true, values));

    assertThat(census()).extracting(ProcessCensus::ended).containsExactly(true, false);
    assertThat(census()).extracting(ProcessCensus::after).containsExactly(null, held(5));
  }

  @Test
  void processThatIsGoneAtTheEndHasEndedUnlessItWasReadAgain() {
    read("worker-0", 8, endOf(Phase.STANDARD), 5);
    samples.add(SampleCensus.gone("worker-0", endOf(Phase.OVERFLOW)));
    assertThat(census())
        .containsExactly(new ProcessCensus("worker-0", 8, held(5), null, held(5), true));

    read("worker-0", 8, OVER, 5);
    assertThat(census())
        .containsExactly(new ProcessCensus("worker-0", 8, held(5), held(5), held(5), false));
  }

  @Test
  void pagesOfMetricsAreNoProcesses() {
    samples.add(new MetricSample(OVER, "frontend", true, java.util.Map.of("open_sockets", 1.0)));

    assertThat(census()).isEmpty();
  }
}
