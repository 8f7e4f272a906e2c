package io.faultstream.report.cancellation;

import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.ByLogs;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.measure.cancellation.Cancellations.WorkerSlots;
import io.faultstream.measure.cancellation.LeakSlope;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page says of requests that their client left, as rows of text.
 *
 * @param asked what was asked for, one sentence
 * @param moments a row for each moment; empty with bursts
 * @param counts client beside frontend, a row for each kind, then all beside the workers
 * @param times milliseconds after the close, then tokens
 * @param slots what each worker held in the end
 * @param leak one sentence
 * @param others requests that nobody left, a row for each phase
 * @param next one sentence
 */
public record CancellationSection(
    String asked,
    List<Row> moments,
    List<Row> counts,
    List<Row> times,
    List<Row> slots,
    String leak,
    List<Row> others,
    String next) {
  private static final String UNKNOWN = "unknown";
  private static final String TOO_FEW = "too few";

  /** A line of a table: its name, and as many texts as the table has columns. */
  public record Row(String head, List<String> cells) {}

  /** The section of a run; empty where nobody was to leave. */
  public static List<CancellationSection> of(ExperimentSpec spec, @Nullable Cancellations found) {
    Optional<CancelSpec> plan = spec.cancellation();
    if (plan.isEmpty() || found == null) {
      return List.of();
    }
    return List.of(
        new CancellationSection(
            asked(plan.get()) + " So " + count(found.made()) + " requests were left.",
            found.moments().stream()
                .map(m -> row(m.moment(), count(m.planned()), count(m.made())))
                .toList(),
            counts(found),
            times(found),
            found.slots().workers().stream().map(CancellationSection::slots).toList(),
            leak(found.slots().leak()),
            others(found),
            "The next request that was sent after each of them had its first token after "
                + millis(found.next().ttftMicros().p50())
                + " ms (median), at most "
                + millis(found.next().ttftMicros().max())
                + " ms; "
                + count(found.next().unserved())
                + " got none."));
  }

  /** What was asked for, in words: also for the plan. */
  public static String asked(CancelSpec plan) {
    String how = plan.how() == CancelSpec.How.RESET ? "reset" : "closed";
    String share = String.format(Locale.ROOT, "%.0f %%", plan.share() * 100);
    String when =
        plan.burst() > 0
            ? plan.burst() + " at once, again and again."
            : "each at one of: "
                + plan.moments().stream()
                    .map(CancelSpec.Moment::label)
                    .collect(Collectors.joining(", "))
                + ".";
    return share
        + " of the requests of "
        + plan.phase().label()
        + " are left by their client, whose connection is "
        + how
        + " without a word; "
        + when;
  }

  private static List<Row> counts(Cancellations found) {
    List<Row> rows = new ArrayList<>();
    long[] sum = new long[5];
    for (KindCount kind : found.kinds()) {
      rows.add(
          row(
              kind.kind().label(),
              count(kind.closed()),
              count(kind.clear()),
              count(kind.early()),
              count(kind.late()),
              count(kind.perhaps()),
              known(kind.byFrontend()),
              logs(kind.byLogs())));
      sum[0] += kind.closed();
      sum[1] += kind.clear();
      sum[2] += kind.early();
      sum[3] += kind.late();
      sum[4] += kind.perhaps();
    }
    boolean told = found.kinds().stream().noneMatch(kind -> kind.byFrontend() == null);
    List<String> cells =
        new ArrayList<>(Arrays.stream(sum).mapToObj(CancellationSection::count).toList());
    cells.add(told ? count(byFrontend(found)) : UNKNOWN);
    cells.add(workers(found.byWorkers()));
    rows.add(new Row("all", cells));
    return rows;
  }

  private static String logs(@Nullable ByLogs logs) {
    return logs == null ? "" : count(logs.named()) + " of " + count(logs.left()) + " in logs";
  }

  private static String workers(Cancellations.WorkersCount workers) {
    if (workers.aborted() != null) {
      return count(workers.aborted()) + " stopped";
    }
    Long told = workers.told();
    Long unpublished = workers.unpublished();
    return told == null || unpublished == null
        ? known(told)
        : count(told) + " to " + count(told + unpublished);
  }

  private static long byFrontend(Cancellations found) {
    long sum = 0;
    for (KindCount kind : found.kinds()) {
      Long counted = kind.byFrontend();
      sum += counted == null ? 0 : counted;
    }
    return sum;
  }

  private static List<Row> times(Cancellations found) {
    return List.of(
        times("frontend gave it up, ms", found.reach().frontendMicros(), true),
        times("worker was told, ms", found.reach().workerMicros(), true),
        times("engine stopped, ms", found.stop().stopMicros(), true),
        times("tokens computed beyond those that arrived", found.stop().tokensAfter(), false));
  }

  private static Row times(String head, Distribution of, boolean micros) {
    List<String> cells = new ArrayList<>();
    for (Long value : Arrays.asList(of.p50(), of.p90(), of.p99(), of.max())) {
      cells.add(micros ? millis(value) : value == null ? TOO_FEW : count(value));
    }
    cells.add(count(of.count()));
    return new Row(head, cells);
  }

  private static Row slots(WorkerSlots worker) {
    return row(
        worker.worker(),
        known(worker.inFlight()),
        known(worker.running()),
        known(worker.waiting()),
        share(worker.cacheBefore()),
        share(worker.cacheAfter()));
  }

  private static String leak(@Nullable LeakSlope leak) {
    return leak == null
        ? "There are too few readings to say whether slots stay taken, one by one."
        : String.format(
            Locale.ROOT,
            "For each request that was left %.4f slots stayed taken (95 %% interval %.4f to %.4f,"
                + " from %d readings of the engines beside the requests that were open).",
            leak.perCancel(),
            leak.low(),
            leak.high(),
            leak.readings());
  }

  private static List<Row> others(Cancellations found) {
    List<Row> rows = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      Others others = found.others().get(phase);
      if (others != null && phase.judged()) {
        rows.add(
            row(
                phase.label(),
                count(others.success().whole()),
                count(others.success().part()),
                millis(others.ttftMicros().p50()),
                millis(others.ttftMicros().p95()),
                millis(others.tpotMicros().p50()),
                millis(others.maxGapMicros().p50()),
                millis(others.e2eMicros().p50()),
                millis(others.e2eMicros().p95())));
      }
    }
    return rows;
  }

  private static Row row(String head, String... cells) {
    return new Row(head, List.of(cells));
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String known(@Nullable Long value) {
    return value == null ? UNKNOWN : count(value);
  }

  private static String millis(@Nullable Long micros) {
    return micros == null ? TOO_FEW : String.format(Locale.ROOT, "%,.1f", micros / 1e3);
  }

  private static String share(@Nullable Double value) {
    return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.2f %%", value * 100);
  }
}
