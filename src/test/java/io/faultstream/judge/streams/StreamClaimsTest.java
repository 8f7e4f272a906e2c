package io.faultstream.judge.streams;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.history.Observation.Mismatch;
import io.faultstream.history.Observation.Tokens;
import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.FaultKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamClaimsTest {
  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    return claim.find(run.stored(root), claim.asked());
  }

  private static void onVictim(SampleHistory run, int streams) {
    List<String> ids = run.victims().subList(0, streams);
    run.load(new VictimLoad(OptionalInt.of(streams), ids, true, OptionalLong.of(0)));
  }

  @Test
  void noStreamLostPasses() {
    Finding found = find(new NoStreamLost(), SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("0 of 3 lost on worker-0, 0 of ");
  }

  @Test
  void noStreamLostNamesTheLostOnes() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));

    Finding found = find(new NoStreamLost(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.definite()).isTrue();
    assertThat(found.evidence())
        .startsWith("3 of 3 lost (STREAM_ERROR 3) on worker-0")
        .contains("for example x-10");
  }

  @Test
  void streamThatWeGaveUpIsLostButNotDefinitely() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::elsewhere, o -> Streams.ended(o, Outcome.STALLED, 10_000 * MILLI));

    Finding found = find(new NoStreamLost(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.definite()).isFalse();
  }

  @Test
  void refusalIsNoLostStream() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::elsewhere, o -> Streams.refused(o, Outcome.REJECTED, 600 * MILLI));

    assertThat(find(new NoStreamLost(), run).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void tooFewOnTheVictimIsNoEvidenceThatNoneIsLost() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.completed(o.id(), o.phase(), o.times().intended()));
    onVictim(run, 2);

    assertThat(find(new NoStreamLost(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void withoutAListAllInFlightAreJudged() {
    SampleHistory run = SampleHistory.waited();
    run.loadUnknown();

    Finding found = find(new NoStreamLost(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("in flight (which were on worker-0 is unknown)");
    SampleHistory store = SampleHistory.calm();
    store.spec = SampleSpecs.with(FaultKind.ETCD_LEADER_KILL);
    store.fault(FaultKind.ETCD_LEADER_KILL);
    store.loadUnknown();
    assertThat(find(new NoStreamLost(), store).evidence()).endsWith(" in flight");
  }

  @Test
  void smallGaugeIsTooLittleEvidence() {
    SampleHistory run = SampleHistory.waited();
    run.load(new VictimLoad(OptionalInt.of(1), List.of(), false, OptionalLong.empty()));

    assertThat(find(new NoStreamLost(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void withoutAnInjectionNothingIsJudged() {
    SampleHistory run = SampleHistory.migrated();
    run.events.clear();

    assertThat(find(new NoStreamLost(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(new NoStreamLost(), SampleHistory.calm()).evidence())
        .isEqualTo("the run has no fault");
  }

  @Test
  void exactTextsPass() {
    Finding found = find(new TextExact(), SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("2276 texts without a fault");
  }

  @Test
  void oneWrongTextFailsForGood() {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        o -> o.id() == 1031,
        o ->
            Streams.text(
                o,
                Outcome.CORRUPTED,
                new Tokens(50, -1, -1),
                Optional.of(new Mismatch(49, "49", "48"))));

    Finding found = find(new TextExact(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.definite()).isTrue();
    assertThat(found.evidence()).contains("1 corrupted").contains("token 49 was \"48\"");
  }

  @Test
  void noTextIsNoEvidence() {
    SampleHistory run = SampleHistory.calm();
    run.change(o -> true, o -> Streams.refused(o, Outcome.UNREACHABLE, MILLI));

    assertThat(find(new TextExact(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void failedVictimsPassWhereTheyShallFail() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));

    Finding found = find(new VictimFailed(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("3 of 3").contains("STREAM_ERROR 3");
  }

  @Test
  void movedOrStrangelyFailedVictimsFail() {
    assertThat(find(new VictimFailed(), SampleHistory.migrated()).verdict())
        .isEqualTo(Verdict.FAIL);
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.TRUNCATED, 130 * MILLI));
    assertThat(find(new VictimFailed(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void fewOrUnknownFailedVictimsAreNoEvidence() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.BROKEN, 130 * MILLI));
    onVictim(run, 2);
    assertThat(find(new VictimFailed(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    run.loadUnknown();
    assertThat(find(new VictimFailed(), run).evidence()).startsWith("the target does not tell");
  }

  @Test
  void drainedVictimPasses() {
    Finding found = find(new VictimDrained(), SampleHistory.drained());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("3 of 3 streams on worker-0 completed, 0 are known");
  }

  @Test
  void drainFailsByLossMoveOrPause() {
    SampleHistory lost = SampleHistory.drained();
    lost.change(Streams::onVictim, o -> Streams.ended(o, Outcome.BROKEN, 130 * MILLI));
    SampleHistory moved = SampleHistory.drained();
    moved.change(Streams::onVictim, o -> Streams.pausing(o, 33 * MILLI, true));
    SampleHistory paused = SampleHistory.drained();
    paused.change(Streams::onVictim, o -> Streams.pausing(o, 700 * MILLI, false));

    assertThat(List.of(lost, moved, paused))
        .allMatch(run -> find(new VictimDrained(), run).verdict() == Verdict.FAIL);
  }

  @Test
  void fewDrainedStreamsAreNoEvidence() {
    SampleHistory run = SampleHistory.drained();
    onVictim(run, 2);

    assertThat(find(new VictimDrained(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void streamsThatEndBeforeTheTargetShowsThatTheVictimLeavesWereDrained() {
    SampleHistory run = SampleHistory.drained();
    run.at(FaultStep.EFFECT, INJECT + 600 * MILLI);
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.COMPLETED, 130 * MILLI));

    assertThat(find(new VictimDrained(), run).evidence()).contains("3 of 3 streams on worker-0");
    assertThat(find(new NoStreamLost(), run).verdict()).isEqualTo(Verdict.PASS);

    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.COMPLETED, 90 * MILLI));

    assertThat(List.of(new VictimDrained(), new NoStreamLost()))
        .as("what the victim had sent before it was told")
        .allMatch(claim -> find(claim, run).verdict() == Verdict.INCONCLUSIVE);
  }

  @Test
  void waitingStreamsPass() {
    Finding found = find(new VictimWaited(), SampleHistory.waited());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("stopped for 5.0 s; shortest pause 5.0 s");
  }

  @Test
  void waitFailsByLossBySendingMeanwhileOrByStayingSilent() {
    SampleHistory lost = SampleHistory.waited();
    lost.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STALLED, 9000 * MILLI));
    SampleHistory early = SampleHistory.waited();
    early.change(Streams::onVictim, SampleHistory::again);
    early.change(Streams::onVictim, o -> Streams.pausing(o, 300 * MILLI, false));
    SampleHistory late = SampleHistory.waited();
    late.change(Streams::onVictim, SampleHistory::again);
    late.change(Streams::onVictim, o -> Streams.pausing(o, 8000 * MILLI, false));

    assertThat(List.of(lost, early, late))
        .allMatch(run -> find(new VictimWaited(), run).verdict() == Verdict.FAIL);
  }

  @Test
  void waitWithoutItsEndOrItsStreamsIsNoEvidence() {
    SampleHistory run = SampleHistory.waited();
    run.events.removeIf(e -> e.step() == FaultStep.UNDOING);
    assertThat(find(new VictimWaited(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);

    SampleHistory few = SampleHistory.waited();
    onVictim(few, 1);
    assertThat(find(new VictimWaited(), few).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
