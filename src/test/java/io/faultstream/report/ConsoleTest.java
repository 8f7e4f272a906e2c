package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Environment;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.VersionProfile;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.Varied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final String FOLDER = "results/runs/migration/20260302T013000Z-4711";

  private final Console console = new Console(false);

  @Test
  void lastScreenFitsWithThirtyFailingClaims() {
    String screen = console.result(withFailures(30), FOLDER);
    assertThat(screen.lines()).hasSizeLessThanOrEqualTo(25).allMatch(l -> l.length() <= 110);
    assertThat(screen)
        .startsWith("FAIL ")
        .contains("30 FAIL")
        .contains("more that do not hold")
        .contains(FOLDER + "/report.html")
        .contains("-Dfaultstream.seed=4711");
  }

  @Test
  void everyNumberOfFailingClaimsFits() {
    for (int failing = 0; failing < 12; failing++) {
      String screen = console.result(withFailures(failing), FOLDER);
      assertThat(screen.lines()).hasSizeLessThanOrEqualTo(25).allMatch(l -> l.length() <= 110);
    }
  }

  @Test
  void fewFailingClaimsShowAllTheirEvidence() {
    String screen = console.result(SampleRun.fail(), FOLDER);
    assertThat(screen.lines().findFirst().orElseThrow())
        .isEqualTo(
            "FAIL          No stream in flight on the victim was lost: 23 of 24 were,"
                + " as STREAM_ERROR.");
    assertThat(screen)
        .containsSubsequence(
            "23 of 24 streams on worker-1 were lost",
            "completed”).",
            "INCONCLUSIVE  At least 99 %",
            "warmup",
            "too few",
            "  overflow        950        923   97.16 %",
            "again   mvn gatling:test -Dgatling.simulationClass=MigrationSim");
  }

  @Test
  void passShowsNoClaims() {
    String screen = console.result(SampleRun.pass(), FOLDER);
    assertThat(screen).startsWith("PASS ").contains("6 PASS").doesNotContain("FAIL");
  }

  @Test
  void coloursOnlyWhenAsked() {
    assertThat(console.result(SampleRun.fail(), FOLDER)).doesNotContain("\u001b");
    assertThat(new Console(true).result(SampleRun.fail(), FOLDER))
        .startsWith("\u001b[1;31mFAIL          \u001b[0mNo stream")
        .contains("\u001b[1;33mINCONCLUSIVE");
    assertThat(new Console(true).result(SampleRun.pass(), FOLDER)).startsWith("\u001b[1;32mPASS");
    assertThat(Lines.verdict(Verdict.REGRESSED, 10, true))
        .isEqualTo("\u001b[1;35mREGRESSED \u001b[0m");
  }

  @Test
  void serverTextsCannotMoveTheCursor() {
    ReportInput run = SampleRun.fail();
    List<ClaimResult> claims =
        List.of(
            new ClaimResult(
                "x",
                "text\u001b[2J",
                "streams",
                Verdict.FAIL,
                "line\none\r\u0007 two\u001b[31m",
                false));
    Judgement judgement =
        new Judgement(1, "migration", "embedded", Verdict.FAIL, "bad\u001b[2J\nworse", claims);
    String screen =
        console.result(
            new ReportInput(run.spec(), run.environment(), run.summary(), judgement, run.events()),
            FOLDER);
    assertThat(screen).doesNotContain("\u001b").doesNotContain("\r").contains("bad [2J worse");
  }

  @Test
  void planTellsAllThatWillHappen() {
    ReportInput run = SampleRun.fail();
    String plan = console.plan(run.spec(), "", List.of("overflow is too short for its p99"));
    assertThat(plan.lines()).allMatch(l -> l.length() <= 110);
    assertThat(plan)
        .containsSubsequence(
            "Plan of MigrationSim",
            "target    embedded, model mock/llama-3.1-8b, 2 workers, migration limit 0",
            "seed      4711",
            "commit    unknown",
            "phases    warmup 5 s at 35/s (175 requests)",
            "            overflow 20 s at 35 to 60/s (950 requests)",
            "the worker with",
            "undone by starting the worker anew",
            "expected  migrate",
            "migration-pause (maxMillis 2000, p99Millis 500)",
            "warnings  overflow is too short for its p99");
  }

  @Test
  void planWithoutFaultsSaysSo() {
    ExperimentSpec s = SampleRun.pass().spec();
    ExperimentSpec none = Varied.of(s).faults(List.of()).claims(List.of()).spec();
    assertThat(console.plan(none, "abc", List.of()))
        .contains("none: nothing is broken in this run")
        .contains("claims    none")
        .doesNotContain("expected")
        .doesNotContain("warnings");
  }

  @Test
  void victimsAreNamedByTheirRule() {
    assertThat(FaultSection.victim(victim(FaultSpec.Victim.Rule.NAMED, "worker-2")))
        .isEqualTo("worker-2");
    assertThat(FaultSection.victim(victim(FaultSpec.Victim.Rule.RANDOM, null)))
        .contains("by chance");
  }

  private static FaultSpec.Victim victim(
      FaultSpec.Victim.Rule rule, @org.jspecify.annotations.Nullable String name) {
    return new FaultSpec.Victim(rule, Optional.ofNullable(name));
  }

  @Test
  void progressIsAlignedWithItsHeader() {
    String header = console.progressHeader();
    String line =
        console.progress(
            new Progress(
                SampleRun.at(32), Phase.OVERFLOW, 58, 1_104, 23, 131_000L, 4_120.4, "kill held"));
    assertThat(line)
        .isEqualTo(
            "  32.0 s  overflow          58      1,104       23      131 ms      4,120  kill held");
    assertThat(line.indexOf("kill held")).isEqualTo(header.indexOf("faults"));
    String quiet =
        console.progress(new Progress(0, Phase.WARMUP, 0, 0, 0, null, 0, "x".repeat(200)));
    assertThat(quiet).hasSize(110).contains(" - ").endsWith("...");
  }

  @Test
  void edgesAndPhasesAreOneLineEach() {
    assertThat(console.phase(SampleRun.fail().spec().phases().get(2), SampleRun.at(25)))
        .isEqualTo("  25.0 s  -- overflow: 20 s at 35 to 60/s");
    assertThat(console.fault(SampleRun.event(FaultStep.EFFECT, 30.047, "process 1 is gone")))
        .isEqualTo("  30.0 s  ** kill worker-1, effect: process 1 is gone");
    FaultEvent failed =
        new FaultEvent(
            "worker",
            FaultKind.STALL,
            "",
            FaultStep.UNDONE,
            SampleRun.at(40),
            false,
            "no answer\nat all ".repeat(40),
            OptionalInt.empty(),
            Optional.empty());
    assertThat(console.fault(failed)).startsWith("  40.0 s  !! stall, undone: no answer at all");
    assertThat(console.fault(failed)).hasSizeLessThanOrEqualTo(110);
  }

  @Test
  void commandRepeatsWhatWasSetOtherwise() {
    ReportInput run = SampleRun.fail();
    Map<String, String> defaults =
        Map.of("target.migrationLimit", "3", "load.rate", "35", "claim.text", "x", "seed", "1");
    Map<String, String> settings = new TreeMap<>(run.environment().settings());
    settings.put("faultstream.claim.text", "it's two");
    Environment environment =
        new Environment(1, "", "", Map.of(), Map.of(), VersionProfile.UNKNOWN, settings);
    assertThat(RunAgain.command(run.spec(), environment, defaults))
        .isEqualTo(
            "mvn gatling:test -Dgatling.simulationClass=MigrationSim -Dfaultstream.seed=4711"
                + " -Dfaultstream.claim.text='it'\\''s two'"
                + " -Dfaultstream.target.migrationLimit=0");
    assertThat(RunAgain.simulationClass("etcd-ha")).isEqualTo("EtcdHaSim");
  }

  private static ReportInput withFailures(int failing) {
    ReportInput run = SampleRun.fail();
    List<ClaimResult> claims = new ArrayList<>();
    for (int i = 0; i < failing; i++) {
      claims.add(
          new ClaimResult(
              "claim-" + i,
              "A long sentence that must hold and that says its limits, number " + i + " of many",
              "streams",
              Verdict.FAIL,
              "Evidence with numbers: " + "23 of 24 streams were lost, ".repeat(12),
              false));
    }
    Judgement judgement =
        new Judgement(
            1, "migration", "embedded", Verdict.FAIL, "Many claims fail. ".repeat(20), claims);
    return new ReportInput(run.spec(), run.environment(), run.summary(), judgement, run.events());
  }
}
