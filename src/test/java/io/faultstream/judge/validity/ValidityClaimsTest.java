package io.faultstream.judge.validity;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Outcome;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleCensus;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.Phase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ValidityClaimsTest {
  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    assertThat(claim.subject()).isEqualTo(Claim.VALIDITY);
    return claim.find(run.stored(root), claim.asked());
  }

  @Test
  void busyAndHealthyStandardPhasePasses() {
    Finding found = find(new StandardHealthy(), SampleHistory.calm());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("700 requests, 100.00 % completed, 2");
  }

  @Test
  void sickStandardPhaseFails() {
    SampleHistory run = SampleHistory.calm();
    run.change(o -> o.id() % 10 == 0, o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));

    assertThat(find(new StandardHealthy(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void emptyOrIdleStandardPhaseSaysNothing() {
    SampleHistory few = SampleHistory.calm();
    few.seen.removeIf(o -> o.phase() == Phase.STANDARD && o.id() % 20 != 0);
    SampleHistory idle = SampleHistory.calm();
    idle.seen.removeIf(o -> o.phase() == Phase.STANDARD && o.id() % 6 != 0);
    idle.change(o -> o.times().end() % SECOND > 0, o -> Streams.slower(o, -400 * MILLI, 0));

    assertThat(find(new StandardHealthy(), few).evidence()).contains("too few");
    assertThat(find(new StandardHealthy(), idle).evidence()).contains("too idle");
  }

  @Test
  void scheduleThatWasKeptPasses() {
    Finding found = find(new GeneratorOnSchedule(), SampleHistory.calm());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("standard: 700 of 700 sent, p99 of lateness 1 ms");
  }

  @Test
  void clientsHaveNoScheduleButMustHaveSent() {
    SampleHistory run = SampleHistory.calm();
    run.spec = SampleSpecs.closed(20);
    Finding found = find(new GeneratorOnSchedule(), run);
    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("standard: 700 sent by clients as their replies came");

    run.seen.removeIf(o -> o.phase() == Phase.RECOVERY);
    assertThat(find(new GeneratorOnSchedule(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void retryDoesNotStandForARequestThatWasNotSent() {
    SampleHistory run = SampleHistory.calm();
    run.change(
        o -> o.phase() == Phase.STANDARD && o.id() % 20 == 0, o -> Streams.again(o, o.id() - 1));
    Finding found = find(new GeneratorOnSchedule(), run);
    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).startsWith("standard: 665 of 700 sent");
  }

  @Test
  void lateOrIdleGeneratorFails() {
    SampleHistory late = SampleHistory.calm();
    late.change(o -> o.id() % 20 == 0, o -> Streams.slower(o, 200 * MILLI, 200 * MILLI));
    SampleHistory idle = SampleHistory.calm();
    idle.seen.removeIf(o -> o.id() % 20 == 0);

    assertThat(find(new GeneratorOnSchedule(), late).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new GeneratorOnSchedule(), idle).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({"2, INCONCLUSIVE", "10, FAIL"})
  void withoutEnoughForAp99OnlyAClearCaseIsDecided(int lateOfHundred, Verdict expected) {
    SampleHistory run = SampleHistory.calm();
    run.seen.removeIf(o -> o.id() % 10 == 0 && o.phase() == Phase.RECOVERY);
    run.change(
        o -> o.phase() == Phase.RECOVERY && o.id() % 100 < lateOfHundred,
        o -> Streams.slower(o, 200 * MILLI, 200 * MILLI));
    Claim claim = new GeneratorOnSchedule();
    var asked =
        new io.faultstream.spec.ClaimSpec(
            claim.id(), Map.of("lateP99Millis", 100.0, "minSentShare", 0.8));

    assertThat(claim.find(run.stored(root), asked).verdict()).isEqualTo(expected);
  }

  @Test
  void generatorThatSentNothingIsLate() {
    SampleHistory run = SampleHistory.calm();
    run.seen.clear();

    assertThat(find(new GeneratorOnSchedule(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void faultWithAllItsProofsPasses() {
    Finding found = find(new FaultHappened(), SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence())
        .isEqualTo(
            "kill of worker-0 proven 4 ms after its injection, noticed by the target"
                + " after 10.0 s, undone after 5.3 s, healthy before and after");
  }

  @ParameterizedTest
  @EnumSource(names = {"HEALTHY_BEFORE", "EFFECT", "UNDONE", "HEALTHY_AFTER"})
  void stepThatWentWrongFails(FaultStep step) {
    SampleHistory run = SampleHistory.migrated();
    run.failed(step);

    assertThat(find(new FaultHappened(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @EnumSource(names = {"INJECTING", "EFFECT", "UNDONE"})
  void stepThatWasNotReachedDecidesNothing(FaultStep step) {
    SampleHistory run = SampleHistory.migrated();
    run.events.removeIf(e -> e.step() == step);

    assertThat(find(new FaultHappened(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void faultThatWasNeverInjectedSaysWhy() {
    SampleHistory run = SampleHistory.migrated();
    FaultEvent effect =
        run.events.stream().filter(e -> e.step() == FaultStep.EFFECT).findFirst().orElseThrow();
    run.events.removeIf(e -> e.step() != FaultStep.HEALTHY_BEFORE);
    assertThat(find(new FaultHappened(), run).evidence()).endsWith("was never injected");

    run.events.add(
        new FaultEvent(
            effect.fault(),
            effect.kind(),
            "",
            FaultStep.EFFECT,
            effect.atNanos(),
            false,
            "not injected: no victim (a follower in the etcd cluster): no leader was seen",
            OptionalInt.empty(),
            Optional.empty()));
    Finding found = find(new FaultHappened(), run);
    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence())
        .endsWith(
            "was never injected: no victim (a follower in the etcd cluster): no leader was seen");
  }

  @Test
  void faultThatTheHealthDoesNotTellOfIsSeenByItsStreams() {
    SampleHistory moved = SampleHistory.migrated();
    moved.failed(FaultStep.NOTICED);
    Finding seen = find(new FaultHappened(), moved);
    assertThat(seen.verdict()).isEqualTo(Verdict.PASS);
    assertThat(seen.evidence()).contains("seen by its streams", "not by the target's own health");

    SampleHistory unharmed = SampleHistory.drained();
    unharmed.events.removeIf(e -> e.step() == FaultStep.NOTICED);
    assertThat(find(new FaultHappened(), unharmed).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void faultOutsideItsPhaseFails() {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        FaultStep.EFFECT,
        e ->
            new FaultEvent(
                e.fault(),
                e.kind(),
                e.victim(),
                e.step(),
                46 * SECOND,
                true,
                e.evidence(),
                e.edge(),
                e.load()));

    assertThat(find(new FaultHappened(), run).evidence()).contains("did not fall inside overflow");
  }

  @Test
  void wholeHistoryPasses() {
    assertThat(find(new HistoryComplete(), SampleHistory.calm()).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void cutOffHistorySleepAndSteppedClockFail() {
    SampleHistory cut = SampleHistory.calm();
    cut.endMark = false;
    SampleHistory slept = SampleHistory.calm();
    slept.metrics.removeIf(m -> m.atNanos() > 20 * SECOND && m.atNanos() < 40 * SECOND);
    SampleHistory stepped = SampleHistory.calm();
    stepped.metrics.add(
        new MetricSample(
            66 * SECOND,
            GeneratorSeries.SOURCE,
            true,
            Map.of(GeneratorSeries.CLOCK_STEP.key(), -3600_000.0)));

    assertThat(find(new HistoryComplete(), cut).evidence()).contains("cut off");
    assertThat(find(new HistoryComplete(), cut).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new HistoryComplete(), slept).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new HistoryComplete(), stepped).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void historyWithoutSamplesIsNotKnownToBeWhole() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.clear();

    assertThat(find(new HistoryComplete(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void mishapsAreNamed() {
    SampleHistory run = SampleHistory.calm();
    assertThat(find(new NoMishap(), run).verdict()).isEqualTo(Verdict.PASS);
    run.mishaps.addAll(java.util.List.of("one", "two", "three", "four"));
    assertThat(find(new NoMishap(), run).evidence()).isEqualTo("one; two; three; and 1 more");
    assertThat(find(new NoMishap(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void mishapsThatWereNotRecordedAreUnknown() {
    SampleHistory run = SampleHistory.calm();
    run.mishapsRecorded = false;

    assertThat(find(new NoMishap(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void livingTargetPassesWhateverItsVictimDoes() {
    SampleHistory run = SampleHistory.migrated();
    run.metrics.add(new MetricSample(SECOND, "worker-0", true, Map.of()));
    for (int i = 0; i < 10; i++) {
      run.metrics.add(new MetricSample(30 * SECOND + i, "worker-0", false, Map.of()));
    }

    assertThat(find(new TargetAlive(), run).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void deadOrRestartedProcessFails() {
    SampleHistory dead = SampleHistory.calm();
    dead.metrics.replaceAll(
        m ->
            m.source().equals("frontend") && m.atNanos() > 50 * SECOND
                ? new MetricSample(m.atNanos(), m.source(), false, Map.of())
                : m);
    SampleHistory again = SampleHistory.calm();
    again.metrics.replaceAll(
        m ->
            m.source().equals("frontend")
                ? new MetricSample(
                    m.atNanos(),
                    m.source(),
                    true,
                    Map.of("process_start_time_seconds", m.atNanos() > 50 * SECOND ? 2.0 : 1.0))
                : m);

    assertThat(find(new TargetAlive(), dead).evidence()).contains("could not be read");
    assertThat(find(new TargetAlive(), again).evidence()).contains("started again");
  }

  @Test
  void processThatLivesAndDoesNotAnswerIsNotDead() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.replaceAll(
        m ->
            m.source().equals("frontend") && m.atNanos() > 20 * SECOND
                ? new MetricSample(m.atNanos(), m.source(), false, Map.of())
                : m);
    run.metrics.add(SampleCensus.of("frontend", 7, SECOND, 3));
    run.metrics.add(SampleCensus.of("frontend", 7, 50 * SECOND, 3));
    assertThat(find(new TargetAlive(), run).verdict()).isEqualTo(Verdict.PASS);

    run.metrics.add(SampleCensus.of("frontend", 8, 51 * SECOND, 3));
    assertThat(find(new TargetAlive(), run).evidence()).isEqualTo("frontend was started again");

    run.metrics.add(SampleCensus.gone("frontend", 52 * SECOND));
    assertThat(find(new TargetAlive(), run).evidence())
        .isEqualTo("the process of frontend was gone");
  }

  @Test
  void targetThatCannotBeWatchedIsUnknown() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.removeIf(m -> m.source().equals("frontend"));

    assertThat(find(new TargetAlive(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
