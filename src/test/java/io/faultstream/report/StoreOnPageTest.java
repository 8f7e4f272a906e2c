package io.faultstream.report;

import static io.faultstream.measure.store.SampleStore.MILLI;
import static io.faultstream.measure.store.SampleStore.SECOND;
import static io.faultstream.measure.store.SampleStore.called;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.measure.points.Points;
import io.faultstream.measure.store.Gap;
import io.faultstream.measure.store.Gap.InForce;
import io.faultstream.measure.store.Gaps;
import io.faultstream.measure.store.SampleStore;
import io.faultstream.report.curves.Chart;
import io.faultstream.report.store.StoreCharts;
import io.faultstream.report.store.StoreSection;
import io.faultstream.report.store.StoreSection.Fact;
import io.faultstream.report.store.StoreSection.Led;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page says of the coordination store. */
final class StoreOnPageTest {
  private final SampleStore store = SampleStore.healthy();

  private static ReportInput with(StoreRecord store) {
    ReportInput run = SampleRun.pass();
    return new ReportInput(
        run.spec(),
        run.environment(),
        run.summary().with(List.of(), gaps(store)),
        run.judgement(),
        run.events(),
        Optional.empty(),
        store);
  }

  private static List<Gap> gaps(StoreRecord store) {
    return Gaps.of(store, new Points(), List.of(new InForce("store", SECOND, 2 * SECOND)));
  }

  private StoreSection section() {
    return section(new StoreSpec(3, Duration.ofSeconds(10), "").with(Policy.END));
  }

  private StoreSection section(StoreSpec asked) {
    StoreRecord record = store.record();
    return StoreSection.of(record, gaps(record), SampleRun.pass().environment(), Optional.of(asked))
        .get(0);
  }

  private String fact(String name) {
    return section().facts().stream()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::value)
        .findFirst()
        .orElse("there is no such line");
  }

  /** The leader is lost at 12 s; another one leads from 13 s on. */
  private void leaderLost() {
    store.lines.add(MemberSample.silent(12 * SECOND, "etcd-0"));
    store.sample(12, 2, 0, 2);
    for (long second = 13; second < 16; second++) {
      store.sample(second, 2, 2, 4);
    }
  }

  @Test
  void figuresOfAHealthyStore() {
    assertThat(fact("Members"))
        .isEqualTo(
            "3: etcd-0 answered 12 of 12 times, etcd-1 answered 12 of 12 times,"
                + " etcd-2 answered 12 of 12 times");
    assertThat(fact("Version of etcd")).isEqualTo("unknown");
    assertThat(fact("Leader changes")).isEqualTo("0");
    assertThat(fact("Longest without a leader")).isEqualTo("never seen without one");
    assertThat(fact("Writes"))
        .isEqualTo(
            "60 acknowledged, 0 failed (refused or never arrived: not done),"
                + " 0 unknown (done or not)");
    assertThat(fact("Longest write gap")).isEqualTo("100 ms, at 0.005 s, in no fault");
    assertThat(fact("Watch events")).isEqualTo("60");
    assertThat(fact("Longest watch gap")).isEqualTo("2 ms, at 0.005 s, in no fault");
    assertThat(fact("Longest read gap")).isEqualTo("200 ms, at 0.035 s, in no fault");
    assertThat(fact("Longest routing gap")).isEqualTo("unknown");
    assertThat(fact("Oldest lease")).isEqualTo("unknown");
    assertThat(fact("Serializable reads")).isEqualTo("30, of which 0 were old, as they may be");
    assertThat(fact("Linearizable reads")).isEqualTo("30, of which 0 were old, as none may be");
    assertThat(section().leaders()).containsExactly(new Led("etcd-0", "1", "2", "0.00 s"));
  }

  @Test
  void policyIsSaidBesideTheLease() {
    assertThat(fact("Lease"))
        .isEqualTo(
            "10 s; judged in a loss that outlives it: frontend and workers must end by themselves"
                + " (target.etcd.policy)");
    assertThat(section(new StoreSpec(1, Duration.ofSeconds(2), "").with(Policy.SERVE)).facts())
        .extracting(Fact::value)
        .contains(
            "2 s; judged in a loss that outlives it: frontend and workers must serve on"
                + " (target.etcd.policy)");
  }

  @Test
  void whatWentWrongIsCounted() {
    leaderLost();
    store.change(SampleStore.write(20), any -> SampleStore.put(20, Result.UNKNOWN));
    store.change(SampleStore.write(21), any -> SampleStore.put(21, Result.FAILED));
    store.lines.add(SampleStore.get(Kind.GET_LOCAL, 30, called(30) + 50 * MILLI, 0));
    store.lines.add(new WatchStep(SECOND, "etcd-2", WatchStep.Step.BEGUN, 120, 121, ""));

    assertThat(fact("Members")).contains("etcd-0 answered 12 of 13 times");
    assertThat(fact("Leader changes")).isEqualTo("1");
    assertThat(fact("Longest without a leader")).isEqualTo("1.0 s, at 12.000 s");
    assertThat(fact("Writes"))
        .isEqualTo(
            "58 acknowledged, 1 failed (refused or never arrived: not done),"
                + " 1 unknown (done or not)");
    assertThat(fact("Longest write gap")).isEqualTo("300 ms, at 1.905 s, in store");
    assertThat(fact("Watch events")).isEqualTo("60; watched anew 1 times");
    assertThat(fact("Serializable reads")).isEqualTo("31, of which 1 were old, as they may be");
    assertThat(section().leaders())
        .containsExactly(
            new Led("etcd-0", "1", "2", "0.00 s"), new Led("etcd-1", "2", "4", "13.00 s"));
  }

  @Test
  void whatIsNotKnownIsUnknown() {
    store.lines.clear();
    store.lines.add(SampleStore.put(0, Result.UNKNOWN));

    for (String name :
        List.of("Members", "Longest without a leader", "Longest watch gap", "Oldest lease")) {
      assertThat(fact(name)).as(name).isEqualTo("unknown");
    }
    assertThat(section().leaders()).isEmpty();
    assertThat(StoreCharts.of(store.record(), 10, 1))
        .extracting(Chart::caption)
        .containsExactly(
            "no member was seen to lead",
            "no member told its revision",
            "no event of an acknowledged write came",
            "no instance had a lease");
  }

  @Test
  void tableAndMarksAreBoundedHoweverOftenTheLeaderChanges() {
    for (long second = 12; second < 212; second++) {
      long leader = 1 + second / 2 % 3;
      store.sample(second, leader, leader, second / 2);
    }

    assertThat(section().leaders()).hasSize(20);
    assertThat(section().hidden()).isEqualTo(81);
    assertThat(marks(members(store.record(), 220, 1))).hasSize(40);
    assertThat(members(store.record(), 220, 1).caption()).endsWith("; and 95 more");
    assertThat(Report.html(with(store.record()))).contains("81 later ones are not shown");
  }

  private static Chart members(StoreRecord store, int points, int step) {
    return StoreCharts.of(store, points, step).get(0);
  }

  private static Chart.Lanes lanes(Chart chart) {
    return Objects.requireNonNull(chart.lanes());
  }

  private static List<Chart.Mark> marks(Chart chart) {
    return lanes(chart).marks();
  }

  @Test
  void lanesShowWhoLeadsAndMarkTheTerm() {
    leaderLost();
    Chart chart = members(store.record(), 16, 1);

    assertThat(chart.series()).extracting(Chart.Series::label).startsWith("etcd-0", "etcd-1");
    assertThat(chart.series().get(0).values()).endsWith(2.0, 0.0, null, null, null);
    assertThat(chart.series().get(1).values()).endsWith(1.0, 1.0, 2.0, 2.0, 2.0);
    assertThat(lanes(chart).states()).containsExactly("silent", "answers", "leads");
    assertThat(marks(chart)).containsExactly(new Chart.Mark(13, "term 4"));
    assertThat(chart.caption())
        .endsWith("etcd-0 leads in term 2 from 0.0 s; etcd-1 leads in term 4 from 13.0 s");
  }

  @Test
  void leaderOfASingleSampleHasNoTermToMark() {
    store.sample(12, 2, 2, 2);

    Chart chart = members(store.record(), 16, 1);
    assertThat(marks(chart)).containsExactly(new Chart.Mark(12, "term unknown"));
    assertThat(chart.caption()).endsWith("etcd-1 leads from 12.0 s");
    assertThat(section().leaders()).endsWith(new Led("etcd-1", "2", "unknown", "12.00 s"));
  }

  @Test
  void moreMembersThanLanesAreSaid() {
    for (long id = 4; id <= 12; id++) {
      store.sample(11, id, 1, 2);
    }

    Chart chart = members(store.record(), 16, 1);
    assertThat(chart.series()).hasSize(9);
    assertThat(chart.caption()).endsWith("; 3 more members are not drawn");
  }

  @Test
  void revisionAndWatchLagAreCurves() {
    store.lines.add(
        new MemberSample(11 * SECOND, "etcd-1", true, 2, 1, 2, 103, 103, 20_480, List.of(), false));
    List<Chart> charts = StoreCharts.of(store.record(), 6, 2);

    assertThat(charts.get(1).caption())
        .isEqualTo("from 100 to 103; lowest and highest at most 3 apart at one point");
    assertThat(charts.get(1).series().get(0).values()).hasSize(6).containsOnly(100.0, 103.0);
    assertThat(charts.get(1).series().get(1).values()).hasSize(6).containsOnly(100.0);
    assertThat(charts.get(2).series().get(0).values())
        .containsExactly(2.0, 2.0, 2.0, null, null, null);
    assertThat(charts.get(2).caption())
        .isEqualTo(
            "60 events; drawn when they came; the longest 2 ms after the acknowledgement"
                + " at 0.005 s");
  }

  @Test
  void leaseAgesAreACurveUnderTheirEnd() {
    for (int second = 0; second < 10; second++) {
      store.lease(second * SECOND, 7, 30, 29 - second);
    }
    store.leaseUnknown(10 * SECOND, 7);
    store.lease(11 * SECOND, 7, 30, 28);

    Chart chart = StoreCharts.of(store.record(), 12, 1).get(3);
    assertThat(chart.series().get(0).values()).startsWith(1.0, 2.0).endsWith(10.0, null, 2.0);
    assertThat(chart.series().get(1).values()).startsWith(30.0).endsWith(30.0, null, 30.0);
    assertThat(chart.caption())
        .isEqualTo(
            "at most 10 s (at 9 s), of leases that end at 30 s; 1 of 12 ages unknown, as without"
                + " a leader");
    assertThat(fact("Oldest lease"))
        .isEqualTo("10 s of 30 s, at 9.000 s, dynamo/backend/generate/7");
  }

  @Test
  void leaseOfWhichNothingIsKnownHasNoAge() {
    store.leaseUnknown(SECOND, 7);

    assertThat(StoreCharts.of(store.record(), 12, 1).get(3).caption())
        .isEqualTo("no age is known of the 1 that were asked for");
  }

  @Test
  void consoleNamesTheGapsInALine() {
    leaderLost();

    assertThat(new Console(false).result(with(store.record()), "results/x"))
        .contains(
            "  longest gap: write 100 ms at 0.0 s (no fault), read 200 ms at 0.0 s (no fault),");
  }

  @Test
  void timeLinesStandUnderTheTimeToFirstToken() {
    leaderLost();
    ReportInput input = with(store.record());

    Curves curves = Curves.of(input);
    assertThat(curves.charts())
        .extracting(Chart::id)
        .startsWith("ttft", "store-members", "store-revision", "store-watch", "store-leases")
        .contains("gap");
    for (Chart chart : curves.charts().subList(1, 5)) {
      assertThat(chart.series())
          .allSatisfy(series -> assertThat(series.values()).hasSameSizeAs(curves.x()));
    }
    assertThat(Report.html(input))
        .contains("<a href=\"#store\">Store</a>")
        .contains("<section id=\"store\"")
        .contains("1.0 s, at 12.000 s")
        .contains("data-chart=\"store-members\"");
  }

  @Test
  void runWithoutAStoreHasNoSection() {
    assertThat(Report.html(with(StoreRecord.NONE)))
        .doesNotContain("id=\"store\"")
        .doesNotContain("#store")
        .doesNotContain("data-chart=\"store");
    assertThat(Curves.of(with(StoreRecord.NONE)).charts())
        .extracting(Chart::id)
        .startsWith("ttft", "gap");
  }
}
