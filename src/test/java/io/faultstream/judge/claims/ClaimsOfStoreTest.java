package io.faultstream.judge.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which claims a run whose store is broken has to hold. */
final class ClaimsOfStoreTest {
  private static final FaultSpec LOST = fault(FaultKind.ETCD_QUORUM_LOSS);
  private static final FaultSpec KILLED = fault(FaultKind.ETCD_LEADER_KILL);
  private static final FaultSpec DRAINED = fault(FaultKind.TERMINATE);

  private static FaultSpec fault(FaultKind kind) {
    return SampleSpecs.fault(kind, Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  private static List<String> ids(
      List<FaultSpec> faults, Expectation expectation, TargetKind target) {
    return Claims.ofStore(faults, expectation, target).stream().map(ClaimSpec::id).toList();
  }

  @Test
  void lossThatNobodyNoticesIsServedThroughAndLeasesAreRenewed() {
    assertThat(ids(List.of(LOST), Expectation.UNTOUCHED, TargetKind.EMBEDDED))
        .contains("serves-on", "reconnects-within", "instances-true", "instances-serve")
        .contains("recovers-within")
        .doesNotContain("ends-in-order", "victim-drained", "traffic-returns", "health-truthful");
    assertThat(ids(List.of(KILLED, DRAINED), Expectation.UNTOUCHED, TargetKind.LOCAL))
        .contains("victim-drained", "no-write-lost", "instances-serve")
        .doesNotContain("serves-on");
  }

  @Test
  void nobodyHasToComeBackToAStoreThatIsLostForGood() {
    FaultSpec forever =
        SampleSpecs.fault(FaultKind.ETCD_TOTAL_LOSS, Duration.ofSeconds(5), FaultSpec.FOR_GOOD);
    assertThat(ids(List.of(forever), Expectation.UNTOUCHED, TargetKind.EMBEDDED))
        .contains("serves-on", "instances-true")
        .doesNotContain("reconnects-within", "instances-serve");
  }

  @Test
  void lossThatEndsAllClaimsNothingOfLater() {
    assertThat(ids(List.of(LOST), Expectation.END, TargetKind.EMBEDDED))
        .contains("ends-in-order", "no-stream-lost", "one-leader")
        .doesNotContain("serves-on", "reconnects-within", "instances-serve")
        .doesNotContain("success-recovery", "recovers-within");
  }

  @Test
  void storeThatIsNotOursIsNotLookedAt() {
    assertThat(ids(List.of(KILLED), Expectation.UNTOUCHED, TargetKind.URL))
        .doesNotContainAnyElementsOf(Claims.aboutStore().stream().map(ClaimSpec::id).toList())
        .doesNotContain("reconnects-within", "instances-serve");
    assertThat(Claims.ofCancellations(TargetKind.LOCAL))
        .extracting(ClaimSpec::id)
        .contains("work-stops", "cancellations-counted");
  }
}
