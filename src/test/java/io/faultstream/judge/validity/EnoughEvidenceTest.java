package io.faultstream.judge.validity;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.MetricSample;
import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Claims;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import io.faultstream.spec.Varied;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether there was enough load, and whether the target was watched. */
final class EnoughEvidenceTest {
  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    assertThat(claim.subject()).isEqualTo(Claim.VALIDITY);
    return claim.find(run.stored(root), claim.asked());
  }

  /** A calm run of whose phase only so many requests are left, its success rate being claimed. */
  private static SampleHistory keeping(Phase phase, int requests) {
    SampleHistory run = SampleHistory.calm();
    run.spec = run.spec.withClaims(List.of(Claims.successRate(phase, 0.99)));
    long first = run.seen.stream().filter(o -> o.phase() == phase).findFirst().orElseThrow().id();
    run.seen.removeIf(o -> o.phase() == phase && o.id() >= first + requests);
    return run;
  }

  @Test
  void phasesWithEnoughRequestsPass() {
    SampleHistory run = keeping(Phase.RECOVERY, 381);

    assertThat(find(new EnoughSamples(), run).verdict()).isEqualTo(Verdict.PASS);
    assertThat(find(new EnoughSamples(), run).evidence())
        .isEqualTo("standard: 700 requests; overflow: 700 requests; recovery: 381 requests");
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARD", "OVERFLOW", "RECOVERY"})
  void tooLittleLoadInAnyJudgedPhaseFails(Phase phase) {
    Finding found = find(new EnoughSamples(), keeping(phase, 99));

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence()).contains(phase.label() + ": 99 requests, that is too little load");
  }

  @Test
  void phaseTooShortForItsOwnClaimFails() {
    Finding found = find(new EnoughSamples(), keeping(Phase.RECOVERY, 380));

    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.evidence())
        .endsWith("too few to show a success rate of 99.00 % (that takes 381)");
  }

  @Test
  void fewRequestsAreEnoughWhereTheRateIsDecidedAnyway() {
    SampleHistory run = keeping(Phase.RECOVERY, 120);
    run.change(
        o -> o.phase() == Phase.RECOVERY, o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));

    assertThat(find(new EnoughSamples(), run).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void runWithoutJudgedPhasesIsUndecided() {
    SampleHistory run = SampleHistory.calm();
    run.spec = onlyWarmUp(run.spec);

    assertThat(find(new EnoughSamples(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  private static ExperimentSpec onlyWarmUp(ExperimentSpec spec) {
    return Varied.of(spec).phases(spec.phases().subList(0, 1)).spec();
  }

  @Test
  void targetThatWasReadEachSecondPasses() {
    Finding found = find(new TargetWatched(), SampleHistory.calm());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).isEqualTo("100.00 % of the seconds read, longest gap 1.0 s");
  }

  @Test
  void longGapFailsWhetherTheReadingsFailedOrWereNeverMade() {
    SampleHistory missing = SampleHistory.calm();
    missing.metrics.removeIf(m -> inGap(m));
    SampleHistory failing = SampleHistory.calm();
    failing.metrics.replaceAll(
        m -> inGap(m) ? new MetricSample(m.atNanos(), m.source(), false, m.values()) : m);

    assertThat(find(new TargetWatched(), missing).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new TargetWatched(), failing).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new TargetWatched(), missing).evidence()).contains("longest gap 9.0 s");
  }

  private static boolean inGap(MetricSample m) {
    return m.source().equals("frontend") && m.atNanos() > 30 * SECOND && m.atNanos() < 38 * SECOND;
  }

  @Test
  void manyShortGapsFailToo() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.removeIf(m -> m.source().equals("frontend") && m.atNanos() / SECOND % 3 == 0);

    assertThat(find(new TargetWatched(), run).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new TargetWatched(), run).evidence()).startsWith("66.15 % of the seconds");
  }

  @Test
  void readingsThatEndBeforeTheRunFail() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.removeIf(m -> m.source().equals("frontend") && m.atNanos() > 59 * SECOND);

    assertThat(find(new TargetWatched(), run).evidence()).contains("longest gap 6.5 s");
    assertThat(find(new TargetWatched(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void frontendThatWasTheVictimNeedNotAnswerMeanwhile() {
    SampleHistory run = SampleHistory.migrated();
    run.events.clear();
    run.fault(FaultKind.KILL);
    run.events.replaceAll(SampleHistory::onFrontend);
    run.metrics.removeIf(
        m ->
            m.source().equals("frontend")
                && m.atNanos() >= SampleHistory.INJECT
                && m.atNanos() < SampleHistory.UNDO);

    Finding found = find(new TargetWatched(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).endsWith("while it was no victim");
  }

  @Test
  void targetThatWasNeverReadIsUndecided() {
    SampleHistory run = SampleHistory.calm();
    run.metrics.removeIf(m -> m.source().equals("frontend"));

    assertThat(find(new TargetWatched(), run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
