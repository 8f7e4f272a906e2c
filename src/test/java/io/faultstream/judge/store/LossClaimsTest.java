package io.faultstream.judge.store;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Times;
import io.faultstream.history.Outcome;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.MemberSample;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.validity.FaultHappened;
import io.faultstream.judge.validity.TargetAlive;
import io.faultstream.judge.validity.TargetWatched;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.measure.store.SampleStore;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss of the store that outlives the lease, and one that does not. */
final class LossClaimsTest {
  @TempDir Path root;

  /** All three members are lost at 30 s for so many seconds, with leases of 10 s. */
  private static SampleHistory lost(int seconds, Policy policy) {
    SampleHistory run = SampleHistory.calm();
    ExperimentSpec with =
        SampleSpecs.with(
            SampleSpecs.with(FaultKind.ETCD_TOTAL_LOSS),
            new StoreSpec(3, Duration.ofSeconds(10), "").with(policy),
            Duration.ofSeconds(seconds));
    boolean ends = policy == Policy.END && seconds > 10;
    run.spec = SampleSpecs.expecting(with, ends ? Expectation.END : Expectation.UNTOUCHED);
    run.fault(FaultKind.ETCD_TOTAL_LOSS);
    for (int second = 0; second < 65; second++) {
      boolean away = second >= 30 && second < 30 + seconds;
      long at = second * SECOND + 100 * MILLI;
      run.store.add(
          away
              ? MemberSample.silent(at, "etcd-0")
              : new MemberSample(at, "etcd-0", true, 1, 1, 2, 5, 5, 1, List.of(), false));
    }
    return run;
  }

  /** All end between 6 and 9.5 s after a loss of 20 s; the frontend last, then nobody answers. */
  private static SampleHistory ended() {
    SampleHistory run = lost(20, Policy.END);
    end(run, "worker-1", 6_000, 1);
    end(run, "worker-0", 8_000, 1);
    end(run, "frontend", 9_500, 1);
    long last = INJECT + 9_500 * MILLI;
    run.change(o -> o.times().sent() > last - SECOND, LossClaimsTest::refused);
    run.metrics.removeIf(m -> m.source().equals("frontend") && m.atNanos() > last);
    return run;
  }

  private static Observation refused(Observation o) {
    return Streams.ended(o, Outcome.UNAVAILABLE, MILLI);
  }

  private static void end(SampleHistory run, String process, int millis, int code) {
    run.ends.add(new ProcessEnd(INJECT + millis * MILLI, process, 7, code, false));
  }

  private Finding find(Claim claim, SampleHistory run) {
    StoredRun stored = run.stored(root);
    return claim.find(stored, claim.asked());
  }

  private void says(Verdict verdict, String words, Claim claim, SampleHistory run) {
    Finding found = find(claim, run);
    assertThat(found.verdict()).as(found.evidence()).isEqualTo(verdict);
    assertThat(found.evidence()).contains(words);
  }

  @Test
  void allEndInOrder() {
    says(
        Verdict.PASS,
        "the store was lost for 20.1 s, longer than the lease of 10 s, so all end; worker-1 ended"
            + " after 6.0 s with exit code 1, worker-0 ended after 8.0 s with exit code 1, frontend"
            + " ended after 9.5 s with exit code 1; ",
        new EndsInOrder(),
        ended());
  }

  @Test
  void claimsAboutTheRunHoldUntilTheEnd() {
    says(Verdict.PASS, "all shall have ended after it", new FaultHappened(), ended());
    says(Verdict.PASS, "watched throughout", new TargetAlive(), ended());
    says(
        Verdict.PASS,
        "97.50 % of the seconds read, longest gap 1.0 s",
        new TargetWatched(),
        ended());
  }

  @Test
  void anEndBeforeTheLossIsStillADeath() {
    SampleHistory run = ended();
    run.ends.replaceAll(end -> new ProcessEnd(INJECT - SECOND, end.process(), end.pid(), 1, false));
    assertThat(find(new TargetWatched(), run).verdict()).isEqualTo(Verdict.FAIL);
    says(Verdict.FAIL, "nobody ended: frontend, worker-0, worker-1", new EndsInOrder(), run);
  }

  @Test
  void whoGivesUpTooEarlyOrTooLateIsNamed() {
    SampleHistory early = ended();
    end(early, "worker-0", 300, 1);
    says(Verdict.FAIL, "worker-0 gave up too early", new EndsInOrder(), early);
    SampleHistory late = ended();
    late.ends.remove(0);
    end(late, "worker-1", 31_000, 1);
    says(Verdict.FAIL, "worker-1 ended too late", new EndsInOrder(), late);
  }

  @Test
  void aSignalIsNoEndInOrder() {
    SampleHistory run = ended();
    run.ends.remove(0);
    end(run, "worker-1", 6_000, 137);
    says(Verdict.FAIL, "worker-1 was ended by a signal", new EndsInOrder(), run);
    run.ends.remove(2);
    end(run, "worker-1", 6_000, 255);
    says(Verdict.PASS, "worker-1 ended after 6.0 s with exit code 255", new EndsInOrder(), run);
  }

  @Test
  void whoOutlivesItsLeaseIsNamed() {
    SampleHistory run = ended();
    run.ends.remove(0);
    says(Verdict.FAIL, "worker-1 outlived the lease", new EndsInOrder(), run);
    run.metrics.removeIf(m -> m.atNanos() > INJECT + 15 * SECOND);
    says(Verdict.INCONCLUSIVE, "over before worker-1 had to end", new EndsInOrder(), run);
  }

  @Test
  void aStreamOfBeforeThatIsBrokenIsLostForCertain() {
    SampleHistory run = ended();
    run.change(o -> o.id() == 1100, o -> Streams.ended(o, Outcome.BROKEN, 130 * MILLI));
    Finding found = find(new EndsInOrder(), run);
    assertThat(found.definite()).as(found.evidence()).isTrue();
    assertThat(found.evidence()).contains("1 BROKEN, for example x-1100");
  }

  /** Half a lease is over at 5 s; who may end a little earlier refuses what comes then. */
  @Test
  void whoMayEndEarlyMayRefuseFromThenOn() {
    SampleHistory run = ended();
    run.ends.clear();
    for (String process : List.of("worker-1", "worker-0", "frontend")) {
      end(run, process, 4_700, 1);
    }
    long then = INJECT + 4_700 * MILLI;
    run.change(o -> o.times().sent() > then, LossClaimsTest::refused);
    says(Verdict.PASS, "were refused", new EndsInOrder(), run);
    run.change(o -> o.id() == 1100, LossClaimsTest::refused);
    says(Verdict.FAIL, "1 were refused", new EndsInOrder(), run);
  }

  @Test
  void noneHangs() {
    SampleHistory run = ended();
    long last = INJECT + 12 * SECOND;
    run.change(o -> o.times().sent() > last, o -> Streams.ended(o, Outcome.TIMED_OUT, 130 * MILLI));
    assertThat(find(new EndsInOrder(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  /** The kernel closes what was still on its way when the frontend ended. */
  @Test
  void whoIsCutWithoutAnAnswerAsTheFrontendEndsIsRefused() {
    SampleHistory run = ended();
    long last = 9_500 * MILLI;
    run.change(o -> o.id() == 1370, o -> unanswered(o, last - 50 * MILLI));
    assertThat(find(new EndsInOrder(), run).verdict()).isEqualTo(Verdict.PASS);
    run.change(o -> o.id() == 1370, o -> unanswered(o, last + 2 * SECOND));
    says(Verdict.FAIL, "1 BROKEN", new EndsInOrder(), run);
  }

  private static Observation unanswered(Observation o, long afterLoss) {
    Observation cut = Streams.ended(o, Outcome.BROKEN, afterLoss);
    Times t = cut.times();
    long never = Observation.NEVER;
    return new Observation(
        cut.id(),
        cut.phase(),
        new Times(t.intended(), t.sent(), never, never, never, t.end()),
        cut.outcome(),
        cut.reply(),
        cut.tokens(),
        List.of(),
        List.of(),
        cut.mismatch(),
        List.of());
  }

  /** Their keys go when the store is back and their leases are over. */
  @Test
  void instancesOfThoseWhoEndedMayVanish() {
    SampleHistory run = ended();
    for (int second = 1; second < 65; second++) {
      boolean unread = second >= 30 && second < 50;
      List<String> keys = second < 60 ? List.of("d/b/generate/1a", "d/b/generate/1b") : List.of();
      run.store.add(
          new InstancesSeen(
              second * SECOND,
              second * SECOND + MILLI,
              "etcd-0",
              5,
              unread ? List.of() : keys,
              unread ? "UNAVAILABLE" : "",
              second < 38 ? List.of("26", "27") : List.of(),
              second < 38 ? "" : "no answer"));
    }
    says(Verdict.PASS, "none vanished that no fault hit", new InstancesTrue(), run);
    run.ends.removeIf(end -> end.process().equals("worker-0"));
    says(Verdict.INCONCLUSIVE, "1 vanished that no fault hit", new InstancesTrue(), run);
  }

  @Test
  void shortLossIsNotEnoughForIt() {
    SampleHistory run = lost(8, Policy.END);
    says(Verdict.INCONCLUSIVE, "it is proven for 7.1 s", new EndsInOrder(), run);
    run.store.clear();
    says(
        Verdict.INCONCLUSIVE,
        "the store was lost for 0 ms of a lease of 10 s: it is proven for 0 ms",
        new EndsInOrder(),
        run);
    says(Verdict.INCONCLUSIVE, "no sample of the store", new ServesOn(), run);
    says(Verdict.INCONCLUSIVE, "never lost", new ServesOn(), SampleHistory.calm());
  }

  @Test
  void nobodyNoticesAShortLoss() {
    SampleHistory run = lost(3, Policy.END);
    says(
        Verdict.PASS,
        "the store was lost for 3.1 s of a lease of 10 s, so nobody may notice: frontend and 2"
            + " workers live on",
        new ServesOn(),
        run);
    end(run, "worker-0", 7_000, 1);
    assertThat(find(new ServesOn(), run).definite()).isTrue();
  }

  @Test
  void betweenHalfALeaseAndAllOfItNobodyCanTell() {
    SampleHistory run = lost(6, Policy.END);
    end(run, "worker-0", 7_000, 1);
    says(Verdict.INCONCLUSIVE, "that may have been right", new ServesOn(), run);
    end(run, "worker-1", 2_000, 1);
    says(Verdict.FAIL, "worker-1 ended after 2.0 s", new ServesOn(), run);
  }

  @Test
  void whoseThePolicyIsToServeOnMustNotEnd() {
    SampleHistory run = lost(20, Policy.SERVE);
    says(Verdict.PASS, "longer than the lease of 10 s, and the policy", new ServesOn(), run);
    end(run, "frontend", 10_100, 1);
    says(
        Verdict.FAIL,
        "the store was lost for 20.1 s, longer than the lease of 10 s, and the policy is to serve"
            + " on: frontend ended after 10.1 s with exit code 1",
        new ServesOn(),
        run);
    assertThat(find(new ServesOn(), run).definite()).isTrue();
  }

  @Test
  void serveIsNotShownByALossThatWasTooShort() {
    SampleHistory run = lost(20, Policy.SERVE);
    run.store.removeIf(line -> ((MemberSample) line).atNanos() > 33 * SECOND);
    says(Verdict.INCONCLUSIVE, "not proven to be longer", new ServesOn(), run);
  }

  /** 8 s beside a lease of 10 s: some may have 5 s of it left and some 10. */
  @Test
  void serveIsNotShownByALossThatSomeLeasesOutlive() {
    says(Verdict.INCONCLUSIVE, "not proven to be longer", new ServesOn(), lost(8, Policy.SERVE));
  }

  @Test
  void serveIsNotShownBeforeWhoeverEndsHadTo() {
    SampleHistory run = lost(20, Policy.SERVE);
    run.metrics.removeIf(m -> m.atNanos() > INJECT + 29 * SECOND);
    says(Verdict.INCONCLUSIVE, "the run was over before whoever ends", new ServesOn(), run);
  }

  /** Members that are too busy to answer say as little as members without a leader. */
  @Test
  void aWriteThatIsAcknowledgedEndsTheLoss() {
    SampleHistory run = lost(20, Policy.SERVE);
    run.store.add(SampleStore.put(1, 33 * SECOND, 33 * SECOND + 5 * MILLI, 9));
    says(Verdict.INCONCLUSIVE, "the store was lost for 3.0 s of a lease", new ServesOn(), run);
  }
}
