package io.faultstream.judge.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Json;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Metric;
import io.faultstream.judge.baseline.PhaseFigures;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparerTest {
  private static final Limits LIMITS = NoRegression.limits(List.of());
  private static final double QUIET = 0.02;

  private final Nights nights = new Nights(7, QUIET);
  private final Baseline baseline = nights.baseline(10);

  private Comparison compare(RunFigures... news) {
    return Comparer.compare(Nights.question(baseline, List.of(news)), LIMITS);
  }

  private static RunFigures run(double standard, double overflow, long failed) {
    return Nights.run(
        "new",
        Map.of(
            Phase.STANDARD, Nights.steady(standard, 0),
            Phase.OVERFLOW, Nights.steady(overflow, failed),
            Phase.RECOVERY, Nights.steady(standard, 0)));
  }

  @Test
  void runAsTheAcceptedOnesPassesAndSaysTheLargestChange() {
    Comparison same = compare(run(1, 1, 0));
    assertThat(same.verdict()).contains(Verdict.PASS);
    assertThat(same.suspicious()).isFalse();
    assertThat(same.sentence())
        .contains("8 ratios and the failures of 3 phases are as expected", "10 accepted runs");
    assertThat(same.gates()).hasSize(8).allMatch(row -> row.runs() == 10);
  }

  @Test
  void overflowSlowerByHalfIsRegressedAndNamed() {
    Comparison worse = compare(run(1, 1.5, 0));
    assertThat(worse.verdict()).contains(Verdict.REGRESSED);
    assertThat(worse.suspicious()).isTrue();
    assertThat(worse.gates())
        .filteredOn(GateRow::regressed)
        .hasSize(4)
        .allMatch(row -> row.gate().phase() == Phase.OVERFLOW);
    assertThat(worse.sentence()).contains("overflow ÷ standard, TTFT p50 is 1.5", "and 1 more");
  }

  @Test
  void changeBelowTheFloorsIsNoneHoweverSure() {
    Comparison relative = compare(run(1, 1.09, 0));
    assertThat(relative.verdict()).contains(Verdict.PASS);
    Map<Metric, Long> tiny = new EnumMap<>(Metric.class);
    tiny.put(Metric.ITL_P99, 1_000L);
    Map<Metric, Long> double_ = new EnumMap<>(Metric.class);
    double_.put(Metric.ITL_P99, 2_500L);
    Baseline small = baseline(i -> Map.of(Phase.STANDARD, of(tiny), Phase.OVERFLOW, of(tiny)));
    RunFigures now =
        Nights.run("new", Map.of(Phase.STANDARD, of(tiny), Phase.OVERFLOW, of(double_)));
    Comparison absolute = Comparer.compare(Nights.question(small, List.of(now)), LIMITS);
    assertThat(absolute.gates())
        .filteredOn(row -> row.value() != null)
        .singleElement()
        .matches(row -> row.change() > 1.4 && !row.noticeable() && !row.regressed());
    assertThat(absolute.verdict()).contains(Verdict.PASS);
  }

  private interface Made {
    Map<Phase, PhaseFigures> run(int number);
  }

  private static Baseline baseline(Made made) {
    List<RunFigures> runs =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(i -> Nights.run("run-" + i, made.run(i)))
            .toList();
    return new Baseline(Baseline.SCHEMA, "migration", Nights.FINGERPRINT, runs);
  }

  private static PhaseFigures of(Map<Metric, Long> micros) {
    return new PhaseFigures(100, 100, 100, Map.of(), micros, Map.of());
  }

  @Test
  void everythingSlowerIsNotForRatiosToTell() {
    Comparison slower = compare(run(2, 2, 0));
    assertThat(slower.verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(slower.suspicious()).isTrue();
    assertThat(slower.sentence()).contains("standard TTFT p50 is 120 ms", "slower as a whole");
    assertThat(compare(run(0.5, 0.5, 0)).verdict()).contains(Verdict.PASS);
  }

  @Test
  void moreFailuresAreRegressedByTheExactTest() {
    Comparison failing = compare(run(1, 1, 12));
    assertThat(failing.verdict()).contains(Verdict.REGRESSED);
    assertThat(failing.sentence()).contains("overflow failed 12 of 700", "failed 0 of 7000");
    assertThat(compare(run(1, 1, 3)).verdict()).as("below the floor").contains(Verdict.PASS);
  }

  @Test
  void fewerThanFiveAcceptedRunsAreNoComparison() {
    Comparison none =
        Comparer.compare(Nights.question(nights.baseline(4), List.of(run(1, 9, 0))), LIMITS);
    assertThat(none.verdict()).isEmpty();
    assertThat(none.finding()).isEmpty();
    assertThat(none.sentence())
        .isEqualTo("not compared: 4 accepted runs of this fingerprint, 5 are needed");
  }

  @Test
  void runIsNotComparedWithItself() {
    Baseline five = nights.baseline(5);
    Comparison itself =
        Comparer.compare(Nights.question(five, List.of(five.runs().get(2))), LIMITS);
    assertThat(itself.sentence()).contains("not compared: 4 accepted runs");
  }

  @Test
  void ratioThatTheRunLacksIsInconclusive() {
    Map<Phase, PhaseFigures> phases = new HashMap<>(run(1, 1, 0).phases());
    phases.put(Phase.RECOVERY, of(Map.of()));
    Comparison lacking = compare(Nights.run("new", phases));
    assertThat(lacking.verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(lacking.sentence()).contains("recovery ÷ standard, TTFT p50 has too few samples");
  }

  @Test
  void repeatsAreJudgedTogether() {
    Comparison worse = compare(run(1, 1.25, 0), again("b", 1.3), again("c", 1.2));
    assertThat(worse.verdict()).contains(Verdict.REGRESSED);
    assertThat(worse.group().orElseThrow().ways()).isEqualTo(286);
    assertThat(worse.group().orElseThrow().chance()).isLessThan(0.05);
    assertThat(worse.sentence())
        .contains("3 runs together against 10 accepted runs, chance 0.0035");
    Comparison mixed = compare(run(1, 1.25, 0), again("b", 0.98), again("c", 0.97));
    assertThat(mixed.verdict()).contains(Verdict.PASS);
  }

  @Test
  void ratioThatRoseByNoiseBesideOneThatMovedIsNotNamed() {
    Baseline quiet = nights.baseline(10);
    RunFigures[] news = new RunFigures[3];
    for (int i = 0; i < 3; i++) {
      Map<Phase, PhaseFigures> phases = new HashMap<>(run(1, 1.5, 0).phases());
      phases.put(Phase.RECOVERY, Nights.steady(i == 0 ? 1.4 : 0.99, 0));
      news[i] = Nights.run("new-" + i, phases);
    }
    Comparison worse = Comparer.compare(Nights.question(quiet, List.of(news)), LIMITS);
    assertThat(worse.verdict()).contains(Verdict.REGRESSED);
    assertThat(worse.gates())
        .filteredOn(row -> row.gate().phase() == Phase.RECOVERY)
        .allMatch(row -> row.noticeable() && !row.regressed());
  }

  @Test
  void standardThatBecameMuchFasterMakesNoOverflowSlower() {
    Comparison faster = compare(run(0.5, 1, 0));
    assertThat(faster.verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(faster.sentence()).contains("the standard phase is much faster");
  }

  @Test
  void groupThatNoLevelCanTellApartIsInconclusive() {
    Map<String, Double> few = new HashMap<>(new NoRegression().defaults());
    few.put(NoRegression.MIN_RUNS, 2.0);
    Limits limits = NoRegression.limits(List.of(new ClaimSpec(NoRegression.ID, few)));
    Question question =
        Nights.question(nights.baseline(2), List.of(run(1, 2, 0), again("b", 2), again("c", 2)));
    Comparison ten = Comparer.compare(question, limits);
    assertThat(ten.verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(ten.sentence()).contains("2 accepted runs", "too few beside 3 runs");
  }

  @Test
  void limitsThatCannotBeAreSaid() {
    NoRegression claim = new NoRegression();
    assertThat(claim.mistake(NoRegression.MIN_RUNS, 1)).isPresent();
    assertThat(claim.mistake(NoRegression.MIN_RUNS, 5.5)).isPresent();
    assertThat(claim.mistake(NoRegression.ALPHA, 0)).isPresent();
    assertThat(claim.mistake(NoRegression.ALPHA, 5)).isPresent();
    assertThat(claim.mistake(NoRegression.RELATIVE, Double.NaN)).isPresent();
    new NoRegression()
        .defaults()
        .forEach((name, value) -> assertThat(claim.mistake(name, value)).isEmpty());
  }

  private static RunFigures again(String name, double overflow) {
    return Nights.run(name, run(1, overflow, 0).phases());
  }

  @Test
  void limitsAreThoseOfTheClaim() {
    Map<String, Double> wide = new HashMap<>(new NoRegression().defaults());
    wide.put(NoRegression.RELATIVE, 0.6);
    Limits limits = NoRegression.limits(List.of(new ClaimSpec(NoRegression.ID, wide)));
    Question question = Nights.question(baseline, List.of(run(1, 1.5, 0)));
    assertThat(Comparer.compare(question, limits).verdict()).contains(Verdict.PASS);
  }

  @Test
  void comparisonIsReadBackAsItWasWritten() throws Exception {
    Comparison made = compare(run(1, 1.5, 3), again("b", 1.3));
    Comparison read = Json.reader(Comparison.class).readValue(Json.pretty(made));
    assertThat(read).isEqualTo(made);
    assertThat(Comparer.compare(Question.of(read), LIMITS)).isEqualTo(made);
    assertThat(Optional.of(read)).isPresent();
  }
}
