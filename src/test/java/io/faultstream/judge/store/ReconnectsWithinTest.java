package io.faultstream.judge.store;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultStep;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.store.SampleStore;
import io.faultstream.spec.FaultKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two leases of 30 s whose keep-alives come every 15 s; the store is lost at 30 s and whole again
 * soon after 35 s, each test says with what. Limit: 15 s, 5 s of back-off and 3 s.
 */
final class ReconnectsWithinTest {
  private static final long LEASE = 30;
  private static final long WORKER = 7;
  private static final long OTHER = 8;

  @TempDir Path folder;

  private final SampleStore store = new SampleStore();
  private final SampleHistory run = SampleHistory.calm();

  @BeforeEach
  void storeIsLost() {
    run.spec = SampleSpecs.with(FaultKind.ETCD_FOLLOWER_KILL);
    run.fault(FaultKind.ETCD_FOLLOWER_KILL);
  }

  /** Sampled each second; renewed at these moments, seconds. */
  private void lease(long lease, int from, int to, double... renewals) {
    for (int second = from; second <= to; second++) {
      double last = from;
      for (double renewal : renewals) {
        last = renewal <= second ? Math.max(last, renewal) : last;
      }
      store.lease(second * SECOND, lease, LEASE, (long) Math.floor(LEASE - (second - last)));
    }
  }

  private StoredRun stored() {
    StoredRun calm = run.stored(folder);
    return new StoredRun(
        run.spec, calm.measured().with(store.record()), calm.metrics(), calm.profile());
  }

  private Finding find() {
    ReconnectsWithin claim = new ReconnectsWithin();
    assertThat(claim.judgedIn(stored())).isTrue();
    return claim.find(stored(), claim.asked());
  }

  private void is(Verdict verdict, String words) {
    Finding found = find();
    assertThat(found.verdict()).as(found.evidence()).isEqualTo(verdict);
    assertThat(found.evidence()).contains(words);
  }

  @Test
  void leasesThatAreRenewedAtHalfTheirTimeHold() {
    lease(WORKER, 5, 60, 20.4, 35.4, 50.4);
    lease(OTHER, 5, 60, 14.7, 29.7, 44.7, 59.7);

    is(Verdict.PASS, "2 leases, the store whole again 1 time: renewed 2 times");
  }

  @Test
  void longestBackOffAndTheMarginAreAllowed() {
    lease(WORKER, 5, 60, 20.4, 42.9, 57.9);

    is(Verdict.PASS, "renewed 1 times");
  }

  @Test
  void leaseThatIsRenewedTooLateIsNamedWithItsTime() {
    lease(WORKER, 5, 60, 14.4, 29.4, 54.4);
    lease(OTHER, 5, 60, 14.7, 29.7, 44.7, 59.7);

    is(
        Verdict.FAIL,
        "dynamo/backend/generate/7 not renewed for 24.0 s at 54.000 s, 18.7 s after the undo of"
            + " kill-1 (limit 23.0 s)");
  }

  @Test
  void leaseThatIsNeverRenewedIsLateAsSoonAsItsDeadlineIsOver() {
    lease(WORKER, 5, 53, 14.4, 29.4);
    is(Verdict.INCONCLUSIVE, "generate/7 not renewed in the 17.7 s that were left");

    store.lease(54 * SECOND, WORKER, LEASE, 5);
    is(Verdict.FAIL, "generate/7 not renewed for 24.0 s at 54.000 s");
  }

  /** Nobody leads from 30 to 34 s; who is elected gives each lease its whole time again. */
  @Test
  void anElectionAcrossTheUndoIsNoComeback() {
    lease(WORKER, 5, 29, 14.4, 29.4);
    lease(WORKER, 36, 50, 36);
    is(Verdict.INCONCLUSIVE, "generate/7 not renewed in the 14.7 s that were left");

    store.lease(51 * SECOND, WORKER, LEASE, LEASE);
    is(Verdict.PASS, "renewed 1 times, the slowest within 15.7 s");
  }

  @Test
  void instanceThatIsGoneBeforeItsDeadlineIsNotJudged() {
    lease(WORKER, 5, 40, 14.4, 29.4);
    lease(OTHER, 5, 60, 14.7, 29.7, 44.7, 59.7);

    is(Verdict.PASS, "renewed 1 times");
  }

  @Test
  void instanceThatCameLaterIsJudgedAsSoonAsItIsLate() {
    lease(OTHER, 5, 75, 14.7, 29.7, 44.7, 59.7, 74.7);
    lease(WORKER, 40, 60);
    is(Verdict.PASS, "renewed 1 times");

    for (int second = 61; second <= 64; second++) {
      store.lease(second * SECOND, WORKER, LEASE, LEASE - second + 40);
    }
    is(Verdict.FAIL, "dynamo/backend/generate/7 not renewed for 24.0 s at 64.000 s");
  }

  @Test
  void withoutASampleAfterTheUndoNothingIsKnown() {
    lease(WORKER, 5, 37, 20.4, 35.4);

    is(Verdict.INCONCLUSIVE, "seconds after the last undo have an age of a lease, needs 5");
  }

  @Test
  void storeThatWasNotProvenWholeIsNotJudged() {
    run.failed(FaultStep.UNDONE);
    lease(WORKER, 5, 60, 20.4, 35.4, 50.4);

    is(Verdict.INCONCLUSIVE, "never proven to be whole again");
  }

  @Test
  void runWithoutAFaultOfTheStoreIsNotJudged() {
    SampleHistory other = SampleHistory.migrated();
    assertThat(new ReconnectsWithin().judgedIn(other.stored(folder))).isFalse();
  }

  @Test
  void longestPauseIsThatOfTheRuntimesBackOff() {
    assertThat(KeepAlivePolicy.longestPause(30 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(KeepAlivePolicy.longestPause(10 * SECOND)).isEqualTo(3_250 * MILLI);
    assertThat(KeepAlivePolicy.longestPause(2 * SECOND)).isEqualTo(750 * MILLI);
  }
}
