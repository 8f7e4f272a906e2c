package io.faultstream.measure.counters;

import static io.faultstream.measure.counters.Pages.OPEN;
import static io.faultstream.measure.counters.Pages.STARTED;
import static io.faultstream.measure.counters.Pages.SUCCEEDED;
import static io.faultstream.measure.counters.Pages.UPTIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.Versions;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.LoadSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What workers counted, and the seconds. */
final class TargetFiguresTest {
  private final Pages pages = new Pages();
  private VersionProfile profile = Versions.counting(TargetCounter.SUCCEEDED);

  private TargetSide side(int seconds) {
    LoadSpec load = SampleSpecs.load(LoadSpec.TextCheck.ANY, LoadSpec.Dialect.OPENAI);
    return Counting.of(pages.all, profile, Map.of(), load).side(java.util.List.of(), seconds);
  }

  @Test
  void workersRequestsAreThoseOfTheRunAndOfItsGeneratingEndpoint() {
    pages.worker(-1, "a", 40, 0).worker(1, "a", 45, 7).worker(2, "a", 52, 3);

    assertThat(side(3).workers()).containsExactly(new WorkerCount("worker-0", 12L, 7L, 1));
  }

  @Test
  void restartedWorkersRequestsAreAddedUp() {
    pages.worker(-1, "a", 40, 0).worker(1, "a", 45, 7).silent("worker-0", 2);
    pages.worker(3, "b", 4, 9).worker(4, "b", 6, 1);

    assertThat(side(5).workers()).containsExactly(new WorkerCount("worker-0", 11L, 9L, 2));
  }

  @Test
  void counterThatFellUnderTheSameNameBeganAtZero() {
    pages.worker(-1, "a", 40, 0).worker(1, "a", 3, 1).worker(2, "a", 5, 1);

    assertThat(side(3).workers()).containsExactly(new WorkerCount("worker-0", 5L, 1L, 2));
  }

  @Test
  void workerWhoseCounterOrGaugeIsMissingIsUnknown() {
    pages.page("worker-0", -1, "up", 1).page("worker-0", 1, "up", 1);
    pages.page("worker-1", 1, "vllm:num_requests_running{engine=\"0\"}", 3);

    assertThat(side(2).workers())
        .containsExactly(
            new WorkerCount("worker-0", null, null, 1), new WorkerCount("worker-1", null, 3L, 1));
    assertThat(side(2).seconds().workersInFlight()).containsOnlyKeys("worker-1");
  }

  @Test
  void gaugesAreTheLargestOfEachSecondAndNullWhereNotRead() {
    pages.frontend(-0.5, OPEN, 99).frontend(0.01, OPEN, 4).frontend(0.99, OPEN, 2);
    pages.silent("frontend", 1.01).frontend(2.02, OPEN, 6).frontend(7, OPEN, 50);
    pages.worker(0.01, "a", 0, 3);

    TargetSeconds seconds = side(4).seconds();

    assertThat(seconds.frontendInFlight()).containsExactly(4L, null, 6L, null);
    assertThat(seconds.workersInFlight().get("worker-0")).containsExactly(3L, null, null, null);
  }

  @Test
  void risesAreSpreadOverTheTimeBetweenTwoReadings() {
    pages.frontend(-1, SUCCEEDED, 100).frontend(0, SUCCEEDED, 100).frontend(1, SUCCEEDED, 130);
    pages.frontend(3, SUCCEEDED, 150).frontend(3.5, SUCCEEDED, 156);

    assertThat(side(4).seconds().perSecond().get(TargetCounter.SUCCEEDED))
        .as("the last second is known for half of it: 6 in 0.5 s")
        .containsExactly(30.0, 10.0, 10.0, 12.0);
  }

  @Test
  void nothingIsClaimedOverALongGapOrARestart() {
    pages.frontend(0, SUCCEEDED, 0).frontend(1, SUCCEEDED, 10).frontend(4, SUCCEEDED, 40);
    pages.frontend(5, SUCCEEDED, 50, UPTIME, 60).frontend(6, SUCCEEDED, 70, UPTIME, 1);

    assertThat(side(6).seconds().perSecond().get(TargetCounter.SUCCEEDED))
        .containsExactly(10.0, null, null, null, 10.0, null);
  }

  @Test
  void counterThatIsNotKnownHasNoColumn() {
    pages.frontend(0, STARTED, 0).frontend(1, STARTED, 1);

    assertThat(side(1).seconds().perSecond()).containsOnlyKeys(TargetCounter.SUCCEEDED);
    profile = VersionProfile.UNKNOWN;
    assertThat(side(1).seconds().perSecond()).isEmpty();
    assertThat(side(1).seconds().frontendInFlight()).isEmpty();
  }
}
