package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Json;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.Cohort;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.SecondPoint;
import io.faultstream.measure.Summary;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.Varied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String HOSTILE = "</script><script>alert('x')</script><img src=x onerror=y>";

  @Test
  void pageRefersToNothingOutside() {
    for (ReportInput input : List.of(SampleRun.pass(), SampleRun.fail())) {
      assertThat(Report.html(input))
          .doesNotContain("http://", "https://", "@import", "url(", "<link", "<img", "<iframe")
          .doesNotContainPattern("\\ssrc\\s*=")
          .doesNotContainPattern("\\shref=\"[^#]")
          .contains("default-src 'none'");
    }
  }

  @Test
  void pageShowsVerdictFirstThenWhy() {
    String page = Report.html(SampleRun.fail());
    assertThat(page.replaceAll("\\s+", " "))
        .containsSubsequence(
            "</span> FAIL</h1>",
            "No stream in flight on the victim was lost: 23 of 24 were",
            "4711",
            "23 of 24 streams on worker-1 were lost",
            "Time to first token",
            "Requests by phase",
            "97.16 %",
            "STREAM_ERROR <small>",
            "too few",
            "not within 34.96 s",
            "process 48213 is gone",
            "c1 − intended",
            "no chunk for the stall limit",
            "mvn gatling:test -Dgatling.simulationClass=MigrationSim -Dfaultstream.seed=4711",
            "judge",
            "target.migrationLimit");
  }

  @Test
  void pageIsLightEvenForAnHour() {
    assertThat(Report.html(SampleRun.fail()).length()).isLessThan(300_000);
    assertThat(Report.html(withSeconds(SampleRun.fail(), 3_700)).length()).isLessThan(2_000_000);
  }

  @Test
  void longRunsAreGroupedWithoutLosingTheLargest() {
    Curves curves = Curves.of(withSeconds(SampleRun.fail(), 8_000));
    assertThat(curves.stepSeconds()).isEqualTo(3);
    assertThat(curves.x()).hasSizeLessThanOrEqualTo(3_600);
    assertThat(curves.charts().get(0).series().get(1).values()).contains(999_999.0);
    assertThat(Report.html(withSeconds(SampleRun.fail(), 8_000))).contains("stands for 3 s");
  }

  @Test
  void hostileTextsStayText() throws IOException {
    String page = Report.html(hostile());
    assertThat(page).doesNotContain("<script>alert").doesNotContain("<img").contains("&lt;script");
    assertThat(count(page, "<script")).isEqualTo(2);
    assertThat(count(page, "</script")).isEqualTo(2);
    Matcher data = Pattern.compile("id=\"run-data\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(data.find()).isTrue();
    Map<?, ?> read = Json.reader(Map.class).readValue(data.group(1));
    assertThat(String.valueOf(read.get("faults"))).contains(HOSTILE);
  }

  @Test
  void pageOfARunWithoutFaultsOrFiguresSaysSo() {
    String page = Report.html(empty());
    assertThat(page)
        .contains("This run broke nothing.")
        .contains("No claim was asked for.")
        .contains("nothing was measured")
        .contains("The record of this run was cut off.")
        .contains("No token was received")
        .contains("delayed acknowledgement");
  }

  @Test
  void windowWithoutStepsShowsItsOwnEvidenceAndWhatIsNotProven() {
    ReportInput run = SampleRun.fail();
    Summary s = run.summary();
    FaultWindow w = s.windows().get(0);
    FaultWindow unproven =
        new FaultWindow(
            w.id(),
            w.kind(),
            w.phase(),
            "",
            w.injectNanos(),
            w.injectEdge(),
            null,
            false,
            null,
            false,
            null,
            null,
            null,
            false,
            true,
            false,
            Optional.empty(),
            List.of("process 48213 was still there"));
    Summary other =
        new Summary(
            s.schema(),
            s.simulation(),
            true,
            s.phases(),
            List.of(unproven),
            Map.of(),
            List.of(),
            s.seconds(),
            s.target());
    String page =
        Report.html(
            new ReportInput(run.spec(), run.environment(), other, run.judgement(), List.of()));
    assertThat(page)
        .contains("not proven")
        .contains("NOT PROVEN (–)")
        .contains("process 48213 was still there")
        .contains("after: NOT within its budget")
        .contains("Recovery was not measured.")
        .contains("No requests were sorted by this fault.");
  }

  @Test
  void worstClaimsComeFirstAndOthersKeepTheirOrder() {
    List<ClaimResult> claims =
        List.of(
            claim("a", "validity", Verdict.PASS),
            claim("b", "streams", Verdict.PASS),
            claim("c", "streams", Verdict.FAIL),
            claim("d", "validity", Verdict.INCONCLUSIVE),
            claim("e", "recovery", Verdict.REGRESSED));
    Judgement judgement = new Judgement(1, "migration", "embedded", Verdict.FAIL, "", claims);
    assertThat(ClaimRows.grouped(judgement).stream().flatMap(g -> g.claims().stream()))
        .extracting(ClaimRows.Line::id)
        .containsExactly("c", "b", "e", "d", "a");
    assertThat(ClaimRows.tally(judgement)).isEqualTo("1 FAIL, 1 REGRESSED, 1 INCONCLUSIVE, 2 PASS");
    assertThat(ClaimRows.notHeld(judgement))
        .extracting(ClaimResult::id)
        .containsExactly("c", "e", "d");
  }

  @Test
  void queueThatGrowsBeyondItsLoadIsSaidBesideTheTimes() {
    assertThat(Report.html(SampleRun.fail()))
        .contains("In overflow the queue grew by 3.14 requests/s")
        .contains("TTFT from the intended moment must diverge")
        .doesNotContain("In standard the queue grew");
    assertThat(Report.html(SampleRun.pass()))
        .contains("Queue growth per second")
        .doesNotContain("must diverge");
  }

  @Test
  void percentileWithTooFewSamplesIsNoNumber() {
    Distribution few = new Distribution(5, null, null, null, null, 1_250L);
    Distribution none = new Distribution(0, null, null, null, null, null);
    assertThat(PhaseTables.cells(few))
        .containsExactly("too few", "too few", "too few", "1.25", "5");
    assertThat(PhaseTables.cells(none)).endsWith("–", "0");
  }

  @Test
  void sampleIsWrittenForTheEye(@TempDir Path folder) throws IOException {
    ReportSample.write(folder);
    assertThat(Files.readString(folder.resolve("report-pass.html"))).contains("</span> PASS</h1>");
  }

  private static ClaimResult claim(String id, String subject, Verdict verdict) {
    return new ClaimResult(id, "sentence " + id, subject, verdict, "evidence", false);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static ReportInput withSeconds(ReportInput run, int seconds) {
    List<SecondPoint> points = new ArrayList<>();
    for (int s = 0; s < seconds; s++) {
      SecondPoint p = run.summary().seconds().get(s % 60);
      Long max = s == 4_000 ? (Long) 999_999_000L : p.ttftMaxMicros();
      points.add(
          new SecondPoint(
              s,
              p.sent(),
              p.ended(),
              p.inFlight(),
              p.ttftMedianMicros(),
              max,
              p.maxGapMicros(),
              p.tokens()));
    }
    Summary s = run.summary();
    Summary longer =
        new Summary(
            s.schema(),
            s.simulation(),
            s.complete(),
            s.phases(),
            s.windows(),
            s.cohorts(),
            s.recoveries(),
            points,
            s.target());
    return new ReportInput(run.spec(), run.environment(), longer, run.judgement(), run.events());
  }

  private static ReportInput hostile() {
    ReportInput run = SampleRun.fail();
    ExperimentSpec spec = withModel(run.spec(), HOSTILE);
    FaultWindow w = run.summary().windows().get(0);
    FaultWindow named =
        new FaultWindow(
            w.id(),
            w.kind(),
            w.phase(),
            HOSTILE,
            w.injectNanos(),
            0,
            w.effectNanos(),
            true,
            w.noticedNanos(),
            true,
            w.undoNanos(),
            1,
            w.undoneNanos(),
            true,
            true,
            true,
            w.load(),
            List.of(HOSTILE));
    Summary s = run.summary();
    Summary summary =
        new Summary(
            s.schema(),
            HOSTILE,
            true,
            s.phases(),
            List.of(named),
            Map.of(),
            List.of(),
            s.seconds(),
            s.target());
    Judgement judgement =
        new Judgement(
            1,
            HOSTILE,
            HOSTILE,
            Verdict.FAIL,
            HOSTILE,
            List.of(new ClaimResult("lost", HOSTILE, HOSTILE, Verdict.FAIL, HOSTILE, false)));
    return new ReportInput(spec, run.environment(), summary, judgement, List.of());
  }

  private static ExperimentSpec withModel(ExperimentSpec s, String model) {
    TargetSpec t = s.target();
    TargetSpec target =
        new TargetSpec(
            t.kind(),
            t.url(),
            model,
            t.workers(),
            t.migrationLimit(),
            t.onTerminate(),
            t.backendTimeout(),
            t.readyWithin(),
            t.embedded(),
            t.local());
    return Varied.of(s).target(target).spec();
  }

  private static ReportInput empty() {
    ReportInput run = SampleRun.pass();
    LoadSpec l = run.spec().load();
    LoadSpec load =
        new LoadSpec(
            List.of(LoadSpec.Kind.CHAT),
            l.inputTokens(),
            l.outputTokens(),
            l.prompt(),
            l.promptFile(),
            l.text(),
            l.dialect(),
            l.arrivals(),
            LoadSpec.Connections.REUSE,
            l.timeouts(),
            l.slo());
    ExperimentSpec s = run.spec();
    ExperimentSpec spec = Varied.of(s).load(load).faults(List.of()).claims(List.of()).spec();
    Summary none =
        new Summary(
            1,
            "migration",
            false,
            Map.of(),
            List.of(),
            Map.<String, List<Cohort>>of(),
            List.of(),
            List.of(),
            TargetSide.NONE);
    Judgement judgement =
        new Judgement(1, "migration", "embedded", Verdict.INCONCLUSIVE, "No data.", List.of());
    return new ReportInput(spec, run.environment(), none, judgement, List.of());
  }
}
