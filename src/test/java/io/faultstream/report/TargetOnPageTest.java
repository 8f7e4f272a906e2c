package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.TargetCounter;
import io.faultstream.measure.counters.TargetSeconds;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.counters.TargetSide.MetricsRead;
import io.faultstream.measure.counters.WorkerCount;
import io.faultstream.report.curves.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TargetOnPageTest {
  private static String page(ReportInput input) {
    return Report.html(input).replaceAll("\\s+", " ");
  }

  private static TargetSide only(MetricsRead metrics, TargetSeconds seconds) {
    return new TargetSide(metrics, List.of(), List.of(), seconds);
  }

  @Test
  void clientStandsBesideTargetForTheRunAndForTheFault() {
    String page = page(SampleRun.fail());

    assertThat(page)
        .containsSubsequence(
            "Target: requests in flight",
            "frontend 40 to 44 requests (highest at 4 s)",
            "worker-0 20 to 60 requests (highest at 30 s)",
            "Target: what it counted",
            "failed 0 to 27 per s (highest at 30 s)",
            "none counted, so not drawn: rejections; not known: cancellations",
            "Who met it",
            "Client beside target, from fault A on: counted between two readings of the target, at"
                + " 29.10 s and 66.20 s; what was on its way",
            "Sent <small>requests begun</small></th><td>1,478</td><td>1,480</td><td><strong>+2<",
            "note on SENT",
            "Step by step",
            "Client beside target, whole run",
            "at -0.80 s and 66.20 s, before the first request and after the last",
            "<td>2,525</td><td>2,525</td><td>0</td><td class=\"text note\">note on SENT</td>",
            "cancellations</small></th><td>0</td><td class=\"none\">unknown</td>",
            "<td class=\"none\">unknown</td><td>24</td><td class=\"none\">unknown</td>",
            "worker-0</th><td>1,471</td><td>83</td><td>1</td>",
            "worker-1</th><td>at least 998</td><td>24</td><td>2</td>");
    assertThat(page).containsOnlyOnce("note on COMPLETED");
  }

  @Test
  void everyTableScrollsInItsOwnBox() {
    String page = page(SampleRun.fail());

    assertThat(page.split("<table", -1)).hasSameSizeAs(page.split("class=\"scroll\"", -1));
    assertThat(page.split("role=\"region\"", -1)).hasSameSizeAs(page.split("<table", -1));
  }

  @Test
  void versionAndWhyItIsTakenForThatAreSaid() {
    assertThat(page(SampleRun.fail()))
        .contains("<dt>Found out</dt><dd>dynamo 1.6.1; rejects with HTTP 529")
        .contains("<dt>Because</dt><dd>/openapi.json says version 1.6.1<br>/health answers</dd>");
  }

  @Test
  void targetWithoutMetricsIsSaidToHaveNone() {
    String page = page(SampleTarget.with(SampleRun.fail(), TargetSide.NONE));

    assertThat(page.split("The target has no metrics", -1))
        .as("under the curves, in the fault's section and in its own")
        .hasSize(4);
    assertThat(page)
        .doesNotContain("Client beside target")
        .doesNotContain("Target: ")
        .doesNotContain("Most in flight");
  }

  @Test
  void targetThatNeverAnsweredIsNotSaidToHaveNone() {
    TargetSide silent = only(MetricsRead.NEVER_ANSWERED, TargetSeconds.NONE);

    assertThat(page(SampleTarget.with(SampleRun.pass(), silent)))
        .contains("metrics could not be read, so only its client")
        .doesNotContain("has no metrics");
  }

  @Test
  void chartOfWhichNothingIsKnownHasWordsAndNoFrame() {
    TargetSide bare = only(MetricsRead.READ, TargetSeconds.NONE);
    String page = page(SampleTarget.with(SampleRun.pass(), bare));

    assertThat(page)
        .contains("Not known: no gauge of the target could be read.")
        .contains("Not known: no counter of the target could be read.")
        .contains("No worker's own metrics are known")
        .doesNotContain("data-chart=\"target-");
  }

  @Test
  void workerThatWasNotReadIsUnknown() {
    TargetSide side =
        new TargetSide(
            MetricsRead.READ,
            List.of(),
            List.of(new WorkerCount("worker-0", null, null, 0)),
            TargetSeconds.NONE);

    assertThat(CounterTables.of(side).workers())
        .containsExactly(new CounterTables.Worker("worker-0", "unknown", "unknown", "0"));
  }

  @Test
  void longRunsAreGroupedAsTheClientsCurvesAre() {
    List<@Nullable Long> gauge = Arrays.asList(3L, 9L, null, null, null, null, 5L);
    List<@Nullable Double> rate = Arrays.asList(1.0, 2.0, null, null, null, null, 5.0);
    TargetSeconds seconds =
        new TargetSeconds(gauge, Map.of(), Map.of(TargetCounter.SUCCEEDED, rate));

    List<Chart> charts = TargetCurves.of(only(MetricsRead.READ, seconds), 3);

    assertThat(charts.get(0).series().get(0).values()).containsExactly(9.0, null, 5.0);
    assertThat(charts.get(0).caption()).isEqualTo("frontend 5 to 9 requests (highest at 0 s)");
    assertThat(charts.get(1).series().get(0).values()).containsExactly(1.5, null, 5.0);
  }

  @Test
  void manyWorkersAreDrawnInPartAndSaidToBe() {
    Map<String, List<@Nullable Long>> workers = new TreeMap<>();
    for (int i = 10; i < 30; i++) {
      workers.put("worker-" + i, new ArrayList<>(Collections.nCopies(3, (Long) (long) i)));
    }
    TargetSeconds seconds = new TargetSeconds(List.of(), workers, Map.of());

    Chart chart = TargetCurves.of(only(MetricsRead.READ, seconds), 1).get(0);

    assertThat(chart.series()).hasSize(8);
    assertThat(chart.caption()).endsWith("12 more workers are in the table only");
  }
}
