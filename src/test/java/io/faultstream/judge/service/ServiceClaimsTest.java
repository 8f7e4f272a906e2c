package io.faultstream.judge.service;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceClaimsTest {
  @TempDir Path root;

  private Finding find(Claim claim, SampleHistory run) {
    assertThat(claim.text(claim.asked())).isNotBlank();
    return claim.find(run.stored(root), claim.asked());
  }

  private static SampleHistory failing(int requests) {
    SampleHistory run = SampleHistory.calm();
    run.change(
        o -> o.id() >= 200 && o.id() < 200 + requests,
        o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));
    return run;
  }

  @ParameterizedTest
  @CsvSource({"0, PASS", "1, PASS", "2, INCONCLUSIVE", "10, INCONCLUSIVE", "20, FAIL"})
  void rateIsDecidedByItsInterval(int failures, Verdict expected) {
    Finding found = find(new SuccessRate(Phase.STANDARD), failing(failures));

    assertThat(found.verdict()).as(found.evidence()).isEqualTo(expected);
    assertThat(found.evidence()).contains(700 - failures + " of 700");
  }

  @Test
  void rateOfNothingIsNoEvidence() {
    SampleHistory run = SampleHistory.calm();
    run.seen.clear();

    assertThat(find(new SuccessRate(Phase.RECOVERY), run).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void failedVictimsAreNoHarmElsewhere() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));

    Finding found = find(new SuccessElsewhere(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).contains("689 of 689");
  }

  @Test
  void failuresElsewhereAreHarm() {
    SampleHistory run = SampleHistory.migrated();
    run.change(
        o -> o.times().intended() > INJECT && o.times().intended() < INJECT + SECOND,
        o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));

    assertThat(find(new SuccessElsewhere(), run).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void failuresOfUnknownPlaceDecideNothing() {
    SampleHistory run = SampleHistory.waited();
    run.loadUnknown();
    run.change(o -> o.inFlightAt(INJECT), o -> Streams.ended(o, Outcome.STREAM_ERROR, 130 * MILLI));

    Finding found = find(new SuccessElsewhere(), run);

    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.evidence()).contains("not known at all");
    assertThat(find(new SuccessElsewhere(), SampleHistory.calm()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void recoveryWithinItsTimePasses() {
    Finding found = find(new RecoversWithin(), SampleHistory.migrated());

    assertThat(found.verdict()).isEqualTo(Verdict.PASS);
    assertThat(found.evidence()).startsWith("recovered after 0.0 s");
  }

  @Test
  void lateRecoveryAndNoneFail() {
    SampleHistory late = SampleHistory.migrated();
    late.change(
        o -> o.times().intended() >= INJECT && o.times().intended() < INJECT + 12 * SECOND,
        o -> Streams.refused(o, Outcome.UNAVAILABLE, MILLI));
    SampleHistory never = SampleHistory.migrated();
    never.change(o -> o.times().intended() >= INJECT, o -> Streams.slower(o, 300 * MILLI, 0));

    assertThat(find(new RecoversWithin(), late).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(new RecoversWithin(), never).evidence()).startsWith("not recovered");
    assertThat(find(new RecoversWithin(), never).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void runThatEndsTooEarlyOrHasNoFaultSaysNothing() {
    SampleHistory never = SampleHistory.migrated();
    never.change(o -> o.times().intended() >= INJECT, o -> Streams.slower(o, 300 * MILLI, 0));
    Claim claim = new RecoversWithin();
    ClaimSpec asked = new ClaimSpec(claim.id(), Map.of(RecoversWithin.SECONDS, 60.0));

    assertThat(claim.find(never.stored(root), asked).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(find(claim, SampleHistory.calm()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    SampleHistory not = SampleHistory.migrated();
    not.events.clear();
    assertThat(find(claim, not).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
