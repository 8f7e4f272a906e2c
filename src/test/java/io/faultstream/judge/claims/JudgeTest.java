package io.faultstream.judge.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.history.Json;
import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Streams;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Control;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JudgeTest {
  @TempDir Path root;

  private Judgement judge(SampleHistory run, List<ClaimSpec> claims) {
    run.spec = run.spec.withClaims(claims);
    return Judge.judge(run.stored(root));
  }

  private static List<ClaimSpec> following(Expectation expectation) {
    return Claims.following(expectation, true, TargetKind.EMBEDDED);
  }

  @Test
  void goodRunPassesUnderEachExpectationOfItsOwn() {
    SampleHistory failed = SampleHistory.migrated();
    failed.change(Streams::onVictim, o -> Streams.ended(o, Outcome.STREAM_ERROR, 130_000_000));

    assertThat(judge(SampleHistory.migrated(), following(Expectation.MIGRATE)))
        .returns(Verdict.PASS, Judgement::verdict)
        .returns("all 20 claims hold", Judgement::reason)
        .returns("embedded", Judgement::target)
        .returns("migration", Judgement::simulation);
    assertThat(judge(SampleHistory.drained(), following(Expectation.DRAIN)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(judge(SampleHistory.waited(), following(Expectation.WAIT)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(judge(failed, following(Expectation.FAIL)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(
            judge(
                    SampleHistory.calm(),
                    Claims.following(Expectation.MIGRATE, false, TargetKind.URL))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void claimsAboutVictimsSayWhichPolicyWasExpected() {
    Judgement moved = judge(SampleHistory.migrated(), following(Expectation.MIGRATE));
    assertThat(moved.claims())
        .filteredOn(claim -> claim.text().endsWith("(expected: migrate)"))
        .extracting(ClaimResult::id)
        .containsExactlyInAnyOrder("no-stream-lost", "migrations-counted", "migration-pause");
  }

  @Test
  void passWithoutAFaultSaysSo() {
    List<ClaimSpec> claims = Claims.following(Expectation.MIGRATE, false, TargetKind.URL);
    SampleHistory calm = SampleHistory.calm();
    assertThat(judge(calm, claims).reason()).endsWith("hold; no fault was asked for");
    assertThat(calm.spec.faults()).isEmpty();
  }

  @Test
  void goodRunFailsUnderAWrongExpectation() {
    assertThat(judge(SampleHistory.migrated(), following(Expectation.FAIL)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(judge(SampleHistory.migrated(), following(Expectation.DRAIN)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(judge(SampleHistory.drained(), following(Expectation.WAIT)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(judge(SampleHistory.waited(), following(Expectation.MIGRATE)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void lostStreamStaysAFailureInARunThatIsNotValid() {
    SampleHistory run = SampleHistory.migrated();
    run.mishaps.add("the disk is full");
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.BROKEN, 130_000_000));

    Judgement judgement = judge(run, following(Expectation.MIGRATE));

    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.reason()).startsWith("no-stream-lost: 3 of 3 lost (BROKEN 3)");
  }

  /** Each of these would be a PASS but for the control. */
  @ParameterizedTest
  @EnumSource(names = {"DECOY", "SHAM"})
  void negativeControlIsNeverAPassWhateverIsExpected(Control control) {
    for (Expectation expectation : Expectation.values()) {
      for (SampleHistory run : List.of(SampleHistory.migrated(), SampleHistory.drained())) {
        run.spec = SampleSpecs.controlled(run.spec, control);
        Judgement judgement = judge(run, following(expectation));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason()).startsWith("fault-happened: ").contains(control.label());
      }
    }
    SampleHistory run = SampleHistory.migrated();
    run.spec = SampleSpecs.controlled(run.spec, control);
    Judgement withoutTheClaim = judge(run, List.of(Claims.textExact()));
    assertThat(withoutTheClaim.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(withoutTheClaim.reason())
        .isEqualTo(
            "a negative control was played (" + control.label() + "), which is never a PASS");
  }

  @Test
  void noClaimsAreNoPass() {
    Judgement judgement = judge(SampleHistory.calm(), List.of());

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.reason()).contains("nothing was judged");
  }

  @Test
  void unknownClaimsAndMissingLimitsAreInconclusive() {
    Judgement judgement =
        judge(
            SampleHistory.calm(),
            List.of(
                new ClaimSpec("no-such-claim", Map.of()),
                new ClaimSpec("success-standard", Map.of())));

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.claims()).allMatch(c -> c.verdict() == Verdict.INCONCLUSIVE);
    assertThat(judgement.claims().get(0).evidence()).contains("no claim of this name");
    assertThat(judgement.claims().get(1).evidence()).contains("no limit named min");
  }

  @Test
  void claimThatThrowsIsInconclusive() {
    SampleHistory run = SampleHistory.calm();
    run.spec = run.spec.withClaims(List.of(new ClaimSpec("broken", Map.of())));

    Judgement judgement = Judge.judge(run.stored(root), id -> Optional.of(new Broken()));

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.claims().get(0).evidence()).contains("no luck");
  }

  private static final class Broken implements Claim {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public String subject() {
      return "streams";
    }

    @Override
    public Map<String, Double> defaults() {
      return Map.of();
    }

    @Override
    public String text(ClaimSpec asked) {
      return "it does not throw";
    }

    @Override
    public Finding find(StoredRun run, ClaimSpec asked) {
      throw new IllegalStateException("no luck");
    }
  }

  /** Each letter a claim: p, i, r, f, F definite, and the validity claims P, I, X (FAIL). */
  @ParameterizedTest
  @CsvSource({
    "p, PASS",
    "pP, PASS",
    "pi, INCONCLUSIVE",
    "pir, REGRESSED",
    "pirf, FAIL",
    "pfI, INCONCLUSIVE",
    "prX, INCONCLUSIVE",
    "pX, INCONCLUSIVE",
    "pFX, FAIL",
    "pF, FAIL",
  })
  void validityComesFirstThenTheWorst(String claims, Verdict expected) {
    List<ClaimResult> results = new ArrayList<>();
    for (int i = 0; i < claims.length(); i++) {
      results.add(result(claims.charAt(i)));
    }

    Judgement judgement = Judge.decide(SampleHistory.calm().stored(root), results);

    assertThat(judgement.verdict()).isEqualTo(expected);
    assertThat(judgement.reason()).isNotBlank().doesNotContain("\n");
  }

  private static ClaimResult result(char c) {
    Verdict verdict =
        switch (Character.toLowerCase(c)) {
          case 'p' -> Verdict.PASS;
          case 'i' -> Verdict.INCONCLUSIVE;
          case 'r' -> Verdict.REGRESSED;
          default -> Verdict.FAIL;
        };
    boolean validity = c == 'P' || c == 'I' || c == 'X';
    return new ClaimResult(
        "claim-" + c, "t", validity ? Claim.VALIDITY : "streams", verdict, "e\ne", c == 'F');
  }

  @Test
  void factoriesSetTheirLimits() {
    assertThat(Claims.migrationPauseWithin(Duration.ofMillis(1500)).limit("maxMillis"))
        .isEqualTo(1500);
    assertThat(Claims.recoversWithin(Duration.ofSeconds(4)).limit("seconds")).isEqualTo(4);
    assertThat(Claims.successRate(Phase.OVERFLOW, 0.9).limit("min")).isEqualTo(0.9);
    assertThat(Claims.successRate(Phase.OVERFLOW, 0.9).id()).isEqualTo("success-overflow");
    assertThat(Claims.noStreamLost().limit("minStreams")).isEqualTo(3);
    assertThat(Claims.textExact().id()).isEqualTo("text-exact");
    assertThat(Claims.migrationsCounted().id()).isEqualTo("migrations-counted");
    assertThatThrownBy(() -> Claims.successRate(Phase.WARMUP, 0.9))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void limitsOfSettingsReplaceTheDefaults() {
    List<ClaimSpec> claims =
        Claims.withLimits(
            List.of(Claims.noStreamLost(), Claims.textExact()),
            Map.of("no-stream-lost", Map.of("minStreams", 8.0), "other", Map.of("x", 1.0)));

    assertThat(claims.get(0).limit("minStreams")).isEqualTo(8);
    assertThat(claims.get(1).limits()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void withoutAFaultNoClaimIsAboutOne(Expectation expectation) {
    assertThat(Claims.following(expectation, false, TargetKind.URL))
        .extracting(ClaimSpec::id)
        .containsExactly(
            "no-mishap",
            "history-complete",
            "standard-healthy",
            "enough-samples",
            "generator-on-schedule",
            "generator-healthy",
            "text-exact",
            "success-standard",
            "success-overflow",
            "success-recovery",
            "no-regression");
  }

  @ParameterizedTest
  @EnumSource
  void countersAreComparedOnlyWhereNobodyElseSends(TargetKind target) {
    boolean ours = target == TargetKind.EMBEDDED || target == TargetKind.LOCAL;

    assertThat(
            Claims.following(Expectation.MIGRATE, true, target).stream()
                .anyMatch(claim -> claim.id().equals("counters-agree")))
        .isEqualTo(ours);
  }

  @Test
  void everyClaimIsKnownByItsIdAndHasDefaults() {
    assertThat(Catalogue.all()).extracting(Claim::id).doesNotHaveDuplicates();
    assertThat(Catalogue.defaults()).hasSameSizeAs(Catalogue.all());
    assertThat(Catalogue.defaults().get("success-overflow")).containsEntry("min", 0.99);
  }

  @Test
  void verdictHasTheNamesThatScriptsRelyOn() throws Exception {
    Judgement judgement = judge(SampleHistory.calm(), List.of(Claims.textExact()));
    var json =
        Json.reader(com.fasterxml.jackson.databind.JsonNode.class).readTree(Json.pretty(judgement));

    assertThat(json.fieldNames())
        .toIterable()
        .contains("schema", "simulation", "target", "verdict", "reason", "claims");
    assertThat(json.path("claims").path(0).path("verdict").asText()).isEqualTo("PASS");
  }
}
