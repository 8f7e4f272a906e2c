package io.faultstream.measure.census;

import io.faultstream.history.MetricSample;
import io.faultstream.history.census.CensusSeries;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec.Connections;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who held what before and after, from the samples of {@code metrics.jsonl}. Stateless. */
public final class Census {
  private Census() {}

  /**
   * All processes that were ever read, by name; those of one name in the order of their starts.
   *
   * @param samples of the whole run, from all sources
   * @param spec where its phases lie
   * @param lastEndNanos when the last request had ended
   */
  public static List<ProcessCensus> of(
      List<MetricSample> samples, ExperimentSpec spec, long lastEndNanos) {
    Map<String, List<Life>> lives = new TreeMap<>();
    samples.stream()
        .filter(CensusSeries::isOf)
        .sorted(Comparator.comparingLong(MetricSample::atNanos))
        .forEach(
            sample ->
                add(
                    lives.computeIfAbsent(CensusSeries.process(sample), any -> new ArrayList<>()),
                    sample,
                    spec));
    long over = Math.max(lastEndNanos, spec.lengthNanos());
    List<ProcessCensus> all = new ArrayList<>();
    lives.forEach((name, those) -> those.forEach(life -> all.add(life.census(name, over))));
    return all;
  }

  private static void add(List<Life> lives, MetricSample sample, ExperimentSpec spec) {
    Life current = lives.isEmpty() ? null : lives.get(lives.size() - 1);
    if (current != null) {
      current.ended = !current.is(sample);
    }
    if (sample.ok()) {
      if (current == null || !current.is(sample)) {
        current = new Life(sample);
        lives.add(current);
      }
      current.read(sample, spec);
    }
  }

  /** The readings of one process so far. */
  private static final class Life {
    private final double pid;
    private final double start;
    private Held most;
    private Held last;
    private long lastNanos;
    private @Nullable Held before;
    private long leastSockets = Long.MAX_VALUE;
    private boolean ended;

    Life(MetricSample first) {
      this.pid = CensusSeries.PID.in(first).orElse(0);
      this.start = CensusSeries.START.in(first).orElse(0);
      this.most = held(first);
      this.last = most;
    }

    /** Whether a sample is a reading of this process. */
    boolean is(MetricSample sample) {
      return sample.ok()
          && CensusSeries.PID.in(sample).orElse(0) == pid
          && CensusSeries.START.in(sample).orElse(0) == start;
    }

    void read(MetricSample sample, ExperimentSpec spec) {
      last = held(sample);
      lastNanos = sample.atNanos();
      most = most.or(last);
      Phase phase = spec.phaseAt(lastNanos);
      if (phase == Phase.WARMUP || phase == Phase.STANDARD) {
        leastSockets = Math.min(leastSockets, last.sockets());
      }
      if (lastNanos >= 0 && phase == Phase.STANDARD) {
        boolean pooled = spec.load().connections() == Connections.REUSE;
        before = last.withSockets(pooled ? last.sockets() : leastSockets);
      }
    }

    ProcessCensus census(String name, long over) {
      boolean after = !ended && lastNanos >= over;
      return new ProcessCensus(name, (long) pid, before, after ? last : null, most, ended);
    }

    private static Held held(MetricSample sample) {
      return new Held(
          (long) CensusSeries.SOCKETS.in(sample).orElse(0),
          (long) CensusSeries.FILES.in(sample).orElse(0),
          (long) CensusSeries.THREADS.in(sample).orElse(0),
          (long) CensusSeries.RESIDENT.in(sample).orElse(0));
    }
  }
}
