package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.census.Held;
import io.faultstream.measure.census.ProcessCensus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessesOnPageTest {
  private static final long MIB = 1 << 20;

  private static String page(ProcessCensus... census) {
    ReportInput run = SampleRun.pass();
    ReportInput input =
        new ReportInput(
            run.spec(),
            run.environment(),
            run.summary().with(List.of(census), List.of()),
            run.judgement(),
            run.events());
    return Report.html(input).replaceAll("\\s+", " ");
  }

  @Test
  void eachProcessHasItsFiguresBeforeAndAfter() {
    Held before = new Held(30, 80, 41, 90 * MIB);
    Held after = new Held(6, 57, 43, 100 * MIB);
    Held most = new Held(90, 140, 45, 110 * MIB);

    assertThat(page(new ProcessCensus("frontend", 4711, before, after, most, false)))
        .containsSubsequence(
            "<table",
            "Processes: what each held",
            "<th scope=\"row\">frontend <small>pid 4711</small></th>",
            "<td>30 → 6 <small>most 90</small></td>",
            "<td>80 → 57 <small>most 140</small></td>",
            "<td>41 → 43 <small>most 45</small></td>",
            "<td>90 MiB → 100 MiB <small>most 110 MiB</small></td>");
  }

  @Test
  void whatIsNotKnownIsSaidInWords() {
    Held some = new Held(30, 80, 41, 90 * MIB);

    assertThat(
            page(
                new ProcessCensus("worker-0", 8, some, null, some, true),
                new ProcessCensus("worker-0", 9, null, some, some, false),
                new ProcessCensus("worker-1", 10, some, null, some, false)))
        .containsSubsequence(
            "worker-0 <small>pid 8</small>",
            "<td>30 → gone <small>most 30</small></td>",
            "worker-0 <small>pid 9</small>",
            "<td>unknown → 30 <small>most 30</small></td>",
            "worker-1 <small>pid 10</small>",
            "<td>30 → unknown <small>most 30</small></td>");
  }

  @Test
  void pageOfARunWithoutThemHasNoSuchTable() {
    assertThat(page()).doesNotContain("Processes: what each held");
  }
}
