package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.claims.Claims;
import io.faultstream.judge.store.EndsInOrder;
import io.faultstream.judge.store.ServesOn;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a run with 35 s from the loss of its store to the end of the load, 20 s of them recovery. */
final class LossForesightTest {
  private static Optional<String> said(Policy policy, int lease, Duration hold, double drain) {
    ExperimentSpec spec = SampleSpecs.with(FaultKind.ETCD_QUORUM_LOSS);
    StoreSpec store = new StoreSpec(3, Duration.ofSeconds(lease), "").with(policy);
    return LossForesight.of(
        SampleSpecs.with(spec, store, hold)
            .withClaims(
                Claims.withLimits(
                    List.of(new ServesOn().asked()),
                    Map.of(ServesOn.ID, Map.of(EndsInOrder.DRAIN, drain)))));
  }

  private static Optional<String> serving(int lease, int hold, double drain) {
    return said(Policy.SERVE, lease, Duration.ofSeconds(hold), drain);
  }

  @Test
  void policyThatCannotShowItselfIsSaid() {
    assertThat(serving(30, 13, 20))
        .hasValue(
            "target.etcd.policy=serve will not show itself: every lease outlives a loss of 13s;"
                + " give fault.hold at least 40s, and phase.recovery.length at least 36s");
    assertThat(serving(30, 13, 4).orElse("")).endsWith("; give fault.hold at least 40s");
    assertThat(serving(30, 14, 20))
        .hasValue(
            "serves-on will be INCONCLUSIVE: target.etcd.policy=serve only shows itself in a loss"
                + " that is longer than the lease of 30 s, and fault.hold is 14s; give fault.hold"
                + " at least 40s, and phase.recovery.length at least 36s");
  }

  /**
   * What is looked at once a second may be seen a second too short, an election makes it longer.
   */
  @ParameterizedTest
  @CsvSource({"7, will be", "8, may be", "9, may be", "10, may be", "11, ''", "30, ''"})
  void lossAboutAsLongAsALeaseIsSaidToBeUncertain(int hold, String how) {
    assertThat(serving(10, hold, 20).orElse(""))
        .startsWith(how.isEmpty() ? "" : "serves-on " + how + " INCONCLUSIVE")
        .matches(text -> text.isEmpty() == how.isEmpty());
  }

  @Test
  void recoveryThatIsTooShortForThePolicyIsSaidWithOneThatIsNot() {
    assertThat(serving(10, 20, 24)).isEmpty();
    assertThat(serving(10, 20, 30))
        .hasValue(
            "serves-on will be INCONCLUSIVE: who ends has until 40.0 s after the loss to end (a"
                + " lease of 10 s and drainSeconds 30), and the load is over 35.0 s after it; give"
                + " phase.recovery.length at least 26s");
    assertThat(said(Policy.SERVE, 10, FaultSpec.FOR_GOOD, 24)).isEmpty();
    assertThat(said(Policy.SERVE, 10, FaultSpec.FOR_GOOD, 25).orElseThrow())
        .endsWith("give phase.recovery.length at least 21s");
  }

  @Test
  void policyToEndNeedsNoWarningWhereEveryLeaseOutlivesTheLoss() {
    assertThat(said(Policy.END, 30, Duration.ofSeconds(3), 20)).isEmpty();
  }

  @Test
  void storeThatIsNotLostNeedsNoWarning() {
    ExperimentSpec kill = SampleSpecs.with(FaultKind.ETCD_LEADER_KILL);
    StoreSpec store = new StoreSpec(3, Duration.ofSeconds(30), "").with(Policy.SERVE);
    List<ClaimSpec> claims = List.of(new ServesOn().asked());
    assertThat(
            LossForesight.of(
                SampleSpecs.with(kill, store, Duration.ofSeconds(5)).withClaims(claims)))
        .isEmpty();
    assertThat(LossForesight.of(SampleSpecs.with(FaultKind.ETCD_QUORUM_LOSS).withClaims(claims)))
        .isEmpty();
  }
}
