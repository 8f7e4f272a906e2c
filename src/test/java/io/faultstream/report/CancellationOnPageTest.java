package io.faultstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.measure.SampleSpecs;
import io.faultstream.measure.Summary;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.MomentCount;
import io.faultstream.measure.cancellation.Cancellations.Next;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.measure.cancellation.Cancellations.Reach;
import io.faultstream.measure.cancellation.Cancellations.Slots;
import io.faultstream.measure.cancellation.Cancellations.Stop;
import io.faultstream.measure.cancellation.Cancellations.WorkerSlots;
import io.faultstream.measure.cancellation.Cancellations.WorkersCount;
import io.faultstream.measure.cancellation.LeakSlope;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CancellationOnPageTest {
  private static final Distribution NONE = new Distribution(0, null, null, null, null, null);

  private static CancelSpec plan() {
    return new CancelSpec(
        Phase.OVERFLOW,
        0.5,
        How.CLOSE,
        List.of(new Moment(When.CHUNKS, 20, Duration.ZERO)),
        Duration.ofMillis(300),
        0);
  }

  private static Distribution of(long micros) {
    return new Distribution(700, micros, micros + 1000, micros + 2000, micros + 3000, 91_234L);
  }

  private static Cancellations found(@Nullable LeakSlope leak, @Nullable Long byFrontend) {
    return new Cancellations(
        1312,
        1311,
        0,
        List.of(new MomentCount("20 chunks", 1312, 1311)),
        List.of(
            new KindCount(Kind.CHAT, 611, 609, 2, 0, 1, 900, null, byFrontend),
            new KindCount(Kind.CHAT_STREAM, 700, 696, 0, 4, 0, 900, null, 700L)),
        new WorkersCount(1310L, null, null),
        new Reach(of(2_100), of(3_200), 1311, 1311, 1311, 0),
        new Stop(of(4_300), 12, 0, 12, new Distribution(20, 2L, null, null, null, 3L), 5L, 6, 6),
        new Slots(
            List.of(
                new WorkerSlots("worker-0", 0L, 0L, 0L, 0.0, 0.0125),
                new WorkerSlots("worker-1", 3L, null, null, null, null)),
            leak),
        new Next(of(31_500), 7),
        Map.of(
            Phase.WARMUP, others(99_900),
            Phase.STANDARD, others(30_100),
            Phase.OVERFLOW, others(32_300)));
  }

  private static Others others(long ttft) {
    return new Others(Ratio.of(690, 700), of(ttft), of(5_700), NONE, of(600_000));
  }

  private static String page(ExperimentSpec spec, @Nullable Cancellations found) {
    ReportInput run = SampleRun.pass();
    Summary s = run.summary();
    Summary with =
        new Summary(
            s.schema(),
            s.simulation(),
            s.complete(),
            s.phases(),
            s.windows(),
            s.cohorts(),
            s.recoveries(),
            s.seconds(),
            s.target(),
            found,
            s.census(),
            s.gaps());
    ReportInput input =
        new ReportInput(spec, run.environment(), with, run.judgement(), run.events());
    return Report.html(input).replaceAll("\\s+", " ");
  }

  private static ExperimentSpec cancelling() {
    return SampleSpecs.leaving(SampleRun.pass().spec(), plan());
  }

  @Test
  void pageShowsWhatBecameOfTheRequestsThatWereLeft() {
    LeakSlope leak = new LeakSlope(0.0012, -0.0008, 0.0032, 31);

    assertThat(page(cancelling(), found(leak, 610L)))
        .containsSubsequence(
            "Requests that their client left</h2>",
            "50 % of the requests of overflow are left",
            "20 chunks. So 1,311 requests were left.",
            "20 chunks</th><td>1,312</td><td>1,311</td>",
            "chat</th><td>611</td><td>609</td><td>2</td><td>0</td><td>1</td><td>610</td><td></td>",
            "chat-stream</th><td>700</td><td>696</td><td>0</td><td>4</td><td>0</td><td>700</td>",
            "all</th><td>1,311</td><td>1,305</td><td>2</td><td>4</td><td>1</td><td>1,310</td>"
                + "<td>1,310</td>",
            "gave it up, ms</th><td>2.1</td><td>3.1</td><td>5.1</td><td>91.2</td><td>700</td>",
            "worker was told, ms</th><td>3.2</td>",
            "engine stopped, ms</th><td>4.3</td>",
            "beyond those that arrived</th><td>2</td><td class=\"none\">too few</td>",
            "worker-0</th><td>0</td><td>0</td><td>0</td><td>0.00 %</td><td>1.25 %</td>",
            "worker-1</th><td>3</td><td class=\"none\">unknown</td>",
            "left 0.0012 slots stayed taken (95 % interval -0.0008 to 0.0032, from 31 readings",
            "standard</th><td>700</td><td>690</td><td>30.1</td>",
            "overflow</th><td>700</td><td>690</td><td>32.3</td>",
            "after 31.5 ms (median), at most 91.2 ms; 7 got none.")
        .doesNotContain("<td>99.9</td>");
  }

  @Test
  void whatIsNotKnownIsSaidToBe() {
    assertThat(page(cancelling(), found(null, null)))
        .containsSubsequence(
            "chat</th><td>611</td>",
            "<td class=\"none\">unknown</td>",
            "all</th><td>1,311</td>",
            "<td class=\"none\">unknown</td><td>1,310</td>",
            "There are too few readings to say whether slots stay taken");
  }

  @Test
  void pageOfARunInWhichNobodyWasToLeaveSaysNothingOfIt() {
    String title = "Requests that their client left";

    assertThat(page(SampleRun.pass().spec(), null)).doesNotContain(title);
    assertThat(page(SampleRun.pass().spec(), found(null, 610L))).doesNotContain(title);
    assertThat(page(cancelling(), null)).doesNotContain(title);
  }

  @Test
  void planOnTheConsoleSaysWhoIsLeft() {
    Console console = new Console(false);

    assertThat(console.plan(cancelling(), "", List.of()).replaceAll("\\s+", " "))
        .contains("50 % of the requests of overflow are left");
    assertThat(console.plan(SampleRun.pass().spec(), "", List.of())).doesNotContain("are left");
  }
}
