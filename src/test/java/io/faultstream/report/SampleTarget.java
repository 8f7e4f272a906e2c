package io.faultstream.report;

import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.Versions;
import io.faultstream.measure.Summary;
import io.faultstream.measure.counters.BothSides;
import io.faultstream.measure.counters.Compared;
import io.faultstream.measure.counters.TargetSeconds;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.counters.WorkerCount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the target of a {@link SampleRun} counted: an older version that knows no cancellations. */
final class SampleTarget {
  private static final int SECONDS = 66;

  private SampleTarget() {}

  /** What was found out of it. */
  static VersionProfile profile() {
    return Versions.counting(
        TargetCounter.SUCCEEDED, TargetCounter.FAILED, TargetCounter.MIGRATIONS);
  }

  /** Of a run that held or did not. */
  static TargetSide of(boolean good) {
    long lost = good ? 0 : 27;
    return new TargetSide(
        TargetSide.MetricsRead.READ,
        List.of(
            both(
                null,
                true,
                new Long[][] {
                  {2525L, 2525L},
                  {2525L - lost, 2525L - lost},
                  {lost, lost},
                  {0L, 0L},
                  {0L, null},
                  {good ? 24L : null, 24L}
                }),
            both(
                "worker",
                false,
                new Long[][] {
                  {1478L, 1480L},
                  {1502L - lost, 1502L - lost},
                  {lost, lost},
                  {0L, 0L},
                  {0L, null},
                  {good ? 24L : null, 24L}
                })),
        List.of(
            new WorkerCount("worker-0", 1471L, 83L, 1), new WorkerCount("worker-1", 998L, 24L, 2)),
        seconds(good));
  }

  private static BothSides both(@Nullable String fault, boolean enclosing, Long[][] counts) {
    List<BothSides.Row> rows = new ArrayList<>();
    for (Compared what : Compared.values()) {
      Long[] pair = counts[rows.size()];
      rows.add(new BothSides.Row(what, pair[0], pair[1], "note on " + what));
    }
    long from = SampleRun.at(fault == null ? -0.8 : 29.1);
    return new BothSides(fault, from, SampleRun.at(66.2), enclosing, false, 0, rows);
  }

  private static TargetSeconds seconds(boolean good) {
    Map<String, List<@Nullable Long>> workers = new TreeMap<>();
    workers.put("worker-0", column(s -> 20L + (s >= 30 && s < 37 ? 40 : s % 3)));
    workers.put("worker-1", column(s -> s >= 30 && s < 37 ? null : (Long) (20L + s % 2)));
    Map<TargetCounter, List<@Nullable Double>> counted = new EnumMap<>(TargetCounter.class);
    counted.put(TargetCounter.SUCCEEDED, column(s -> 35.0 + (s % 4)));
    counted.put(TargetCounter.FAILED, column(s -> good || s != 30 ? 0.0 : 27.0));
    counted.put(TargetCounter.REJECTIONS, column(s -> 0.0));
    counted.put(TargetCounter.MIGRATIONS, column(s -> s == 30 ? 24.0 : 0.0));
    return new TargetSeconds(column(s -> 40L + s % 5), workers, counted);
  }

  private static <T> List<@Nullable T> column(IntFunction<@Nullable T> value) {
    List<@Nullable T> column = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      column.add(value.apply(second));
    }
    return column;
  }

  /** The same run with another target. */
  static ReportInput with(ReportInput run, TargetSide target) {
    Summary s = run.summary();
    Summary other =
        new Summary(
            s.schema(),
            s.simulation(),
            s.complete(),
            s.phases(),
            s.windows(),
            s.cohorts(),
            s.recoveries(),
            s.seconds(),
            target);
    return new ReportInput(run.spec(), run.environment(), other, run.judgement(), run.events());
  }
}
