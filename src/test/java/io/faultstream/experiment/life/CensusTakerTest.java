package io.faultstream.experiment.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.MetricSample;
import io.faultstream.history.census.CensusSeries;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.RunClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Looks into this very JVM, under several names. */
final class CensusTakerTest {
  private final Map<String, ProcessIdentity> processes = new TreeMap<>();
  private final List<MetricSample> written = new ArrayList<>();
  private final CensusTaker taker =
      new CensusTaker(() -> processes, RunClock.startingNow(), written::add);

  private static ProcessIdentity gone() {
    ProcessIdentity us = ProcessIdentity.ours();
    return new ProcessIdentity(us.pid(), us.startTicks() - 1, us.bootId());
  }

  @Test
  void thisProcessIsTheGeneratorBesideThoseOfTheTarget() {
    processes.put("frontend", ProcessIdentity.ours());
    taker.take();

    assertThat(written)
        .extracting(MetricSample::source)
        .containsExactly("process:frontend", "process:generator");
    assertThat(written)
        .allSatisfy(
            sample -> {
              assertThat(sample.ok()).isTrue();
              assertThat(sample.ofTarget()).isFalse();
              assertThat(CensusSeries.PID.in(sample))
                  .hasValue((double) ProcessHandle.current().pid());
              for (CensusSeries series : CensusSeries.values()) {
                assertThat(series.in(sample)).as(series.name()).isPresent();
              }
            });
  }

  @Test
  void processThatIsGoneIsASampleThatIsNotOk() {
    processes.put("worker-0", gone());
    taker.take();

    assertThat(written)
        .filteredOn(sample -> sample.source().equals("process:worker-0"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.ok()).isFalse());
  }

  @Test
  void lastLookIsOneSampleOfEachAsItIsThen() throws InterruptedException {
    processes.put("worker-0", gone());
    taker.take();
    written.clear();
    processes.put("worker-0", ProcessIdentity.ours());
    taker.finish();

    assertThat(written).extracting(MetricSample::ok).containsExactly(true, true);
  }

  @Test
  void lookAfterADearOneIsLeftOut() {
    for (int i = 0; i < 200; i++) {
      processes.put("worker-" + i, ProcessIdentity.ours());
    }
    taker.take();
    taker.take();

    assertThat(written).hasSize(201);
  }
}
