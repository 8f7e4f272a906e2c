package io.faultstream.judge.service;

import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.SampleHistory.UNDO;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultStep;
import io.faultstream.history.MetricSample;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ClaimSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is claimed of a worker's loss and of its return beside the streams. */
final class ReturnClaimsTest {
  private static final String COUNTER = "dynamo_component_requests_total";

  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    return claim.find(run.stored(root), claim.asked());
  }

  private Finding traffic(SampleHistory run) {
    return find(new TrafficReturns(), run);
  }

  private Finding traffic(SampleHistory run, double minRequests) {
    Claim claim = new TrafficReturns();
    return claim.find(
        run.stored(root),
        new ClaimSpec(claim.id(), Map.of("minRequests", minRequests, "minShare", 0.25)));
  }

  private Finding health(SampleHistory run) {
    return find(new HealthTruthful(), run);
  }

  /** The victim's new process has begun this share of what it did. */
  private static void victimServes(SampleHistory run, double share) {
    run.metrics.replaceAll(
        page -> {
          if (!page.source().equals("worker-0") || page.atNanos() < UNDO) {
            return page;
          }
          Map<String, Double> values = new TreeMap<>(page.values());
          values.replaceAll((name, value) -> value * share);
          return new MetricSample(page.atNanos(), page.source(), page.ok(), values);
        });
  }

  @Test
  void workerThatIsGivenWorkAgainPasses() {
    Finding found = traffic(SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("worker-0 served 510 of 1020 requests of 2 workers");
    assertThat(traffic(SampleHistory.drained()).verdict()).isEqualTo(Verdict.PASS);
    assertThat(traffic(SampleHistory.waited()).verdict()).isEqualTo(Verdict.PASS);
  }

  /** One that only computes prompts has each request, those that give tokens a part of them. */
  @Test
  void workersOfOneKindAreComparedWithEachOther() {
    SampleHistory run = SampleHistory.migrated();
    for (MetricSample page : List.copyOf(run.metrics)) {
      if (page.source().equals("worker-1")) {
        run.metrics.add(new MetricSample(page.atNanos(), "prefill-0", page.ok(), page.values()));
      }
    }
    assertThat(traffic(run).evidence()).contains("worker-0 served 510 of 1020 requests of 2");
  }

  @Test
  void workerThatStaysIdleFails() {
    SampleHistory idle = SampleHistory.migrated();
    victimServes(idle, 0);
    SampleHistory rarely = SampleHistory.migrated();
    victimServes(rarely, 0.1);
    SampleHistory lessThanItsShare = SampleHistory.migrated();
    victimServes(lessThanItsShare, 0.3);

    assertThat(traffic(idle).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(traffic(idle).evidence()).contains("worker-0 served 0 of 510 requests");
    assertThat(traffic(rarely).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(traffic(lessThanItsShare).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void counterThatAppearsWithItsFirstRequestIsZeroBefore() {
    SampleHistory run = SampleHistory.migrated();
    run.metrics.replaceAll(
        page ->
            page.source().equals("worker-0") && page.atNanos() > UNDO
                ? new MetricSample(page.atNanos(), page.source(), true, Map.of("up", 1.0))
                : page);

    assertThat(traffic(run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void returnThatWasNotReadOrTooShortIsUndecided() {
    SampleHistory unread = SampleHistory.migrated();
    unread.metrics.removeIf(page -> page.source().equals("worker-0"));
    SampleHistory uncounted = SampleHistory.migrated();
    uncounted.metrics.replaceAll(
        page ->
            page.values().keySet().stream().anyMatch(name -> name.startsWith(COUNTER))
                ? new MetricSample(page.atNanos(), page.source(), true, Map.of("up", 1.0))
                : page);
    SampleHistory brief = SampleHistory.migrated();
    brief.metrics.removeIf(page -> page.atNanos() > UNDO + SECOND);
    SampleHistory broken = SampleHistory.migrated();
    broken.failed(FaultStep.UNDONE);

    assertThat(traffic(unread).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(traffic(uncounted).evidence()).contains("were not read");
    assertThat(traffic(uncounted).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(traffic(brief).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(traffic(SampleHistory.migrated(), 2000).evidence()).contains("too few");
    assertThat(traffic(SampleHistory.migrated(), 2000).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(traffic(broken).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(traffic(SampleHistory.calm()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void healthThatForgetsTheDeadPasses() {
    Finding found = health(SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("10.0 s after its death");
  }

  @Test
  void healthThatKeepsListingTheDeadFailsAndTheFaultStaysProven() {
    SampleHistory run = SampleHistory.migrated();
    run.failed(FaultStep.NOTICED);

    assertThat(health(run).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(run.stored(root).windows().get(0).effectProven()).isTrue();
  }

  @Test
  void healthThatWasNotWatchedLongEnoughIsUndecided() {
    SampleHistory brief = SampleHistory.migrated();
    brief.events.removeIf(event -> event.step() == FaultStep.NOTICED);
    SampleHistory unproven = SampleHistory.migrated();
    unproven.failed(FaultStep.EFFECT);

    assertThat(health(brief).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(health(unproven).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(health(SampleHistory.calm()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void stoppedAndTerminatedWorkersMayLeaveInTheirOwnTime() {
    for (SampleHistory run : List.of(SampleHistory.waited(), SampleHistory.drained())) {
      assertThat(new HealthTruthful().judgedIn(run.stored(root))).isFalse();
      assertThat(health(run).evidence()).contains("no worker was killed");
    }
    assertThat(new HealthTruthful().judgedIn(SampleHistory.migrated().stored(root))).isTrue();
  }
}
