package io.faultstream.judge.cancellation;

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
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run whose clients left 100 streams and which held all its promises; each test changes one. */
final class Found {
  static final Distribution NONE = new Distribution(0, null, null, null, null, null);

  long made = 100;
  long elsewhere;
  List<MomentCount> moments = List.of(new MomentCount("20 chunks", 101, 100));
  List<KindCount> kinds =
      List.of(new KindCount(Kind.CHAT_STREAM, 100, 100, 0, 0, 0, 900, null, 100L));
  WorkersCount byWorkers = new WorkersCount(100L, null, null);
  Reach reach = new Reach(upTo(5_000), upTo(6_000), 100, 100, 100, 0);
  Stop stop = new Stop(upTo(8_000), 0, 0, 100, upTo(3), 5_100L, 5_000, 5_000);
  List<WorkerSlots> workers = List.of(empty("worker-0"), empty("worker-1"));
  @Nullable LeakSlope leak = new LeakSlope(0.001, -0.002, 0.004, 30);
  Next next = new Next(upTo(40_000), 0);
  final Map<Phase, Others> others = new EnumMap<>(Phase.class);

  Found() {
    for (Phase phase : Phase.values()) {
      others.put(phase, served(30_000, 60_000, 6_000, 600_000));
    }
  }

  /** A hundred values, the largest of them this. */
  static Distribution upTo(long max) {
    return new Distribution(100, max / 2, max, null, null, max);
  }

  static WorkerSlots empty(String worker) {
    return new WorkerSlots(worker, 0L, 0L, 0L, 0.0, 0.0);
  }

  /**
   * Requests of a phase with these medians in microseconds, and this TTFT at the 90th percentile.
   */
  static Others served(long ttft, long ttftP90, long tpot, long e2e) {
    return new Others(
        Ratio.of(100, 100),
        new Distribution(100, ttft, ttftP90, null, null, ttftP90),
        new Distribution(100, tpot, tpot, null, null, tpot),
        upTo(7_000),
        new Distribution(100, e2e, e2e, null, null, e2e));
  }

  Others of(Phase phase) {
    return Objects.requireNonNull(others.get(phase));
  }

  Cancellations get() {
    return new Cancellations(
        101,
        made,
        elsewhere,
        moments,
        kinds,
        byWorkers,
        reach,
        stop,
        new Slots(workers, leak),
        next,
        others);
  }
}
