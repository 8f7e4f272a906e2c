package io.faultstream.experiment.generator;

import io.faultstream.time.Ticker;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How long the event loops that send requests and read tokens let a new task wait. A tick is posted
 * on each loop; its lag is the time from the posting until the loop runs it: waking the loop up,
 * whatever it was doing, a pause of the garbage collector, and the wait for a CPU. A tick that was
 * not run yet counts with its age, so that a loop that hangs cannot hide, and no second one is
 * posted behind it. What is shorter than the pause between two posts may be missed. Thread-safe.
 */
public final class LoopLag {
  private static final long NOTHING = Long.MIN_VALUE;

  private final Ticker clock;
  private final List<Loop> loops;

  /** Of these loops, each of one thread. */
  public LoopLag(Ticker clock, List<? extends Executor> loops) {
    this.clock = clock;
    this.loops = loops.stream().map(Loop::new).toList();
  }

  private record Loop(Executor executor, AtomicLong posted, LongAccumulator longest) {
    Loop(Executor executor) {
      this(executor, new AtomicLong(NOTHING), new LongAccumulator(Math::max, 0));
    }
  }

  /**
   * Posts a tick on each loop that has run its last one.
   *
   * @param dueNanos when this was to be done, by the clock: a machine that stood still posts late,
   *     and its loops stood still as long
   */
  public void post(long dueNanos) {
    for (Loop loop : loops) {
      if (loop.posted.compareAndSet(NOTHING, dueNanos)) {
        post(loop, dueNanos);
      }
    }
  }

  private void post(Loop loop, long due) {
    try {
      loop.executor.execute(
          () -> {
            loop.longest.accumulate(clock.nanos() - due);
            loop.posted.set(NOTHING);
          });
    } catch (RejectedExecutionException e) {
      // It is shut down: it carries no load any more, so it cannot be late.
      loop.posted.set(NOTHING);
    }
  }

  /** The longest lag of any loop since the last taking, milliseconds; empty without a loop. */
  public OptionalDouble takeMillis() {
    long now = clock.nanos();
    return loops.stream().mapToDouble(loop -> takeNanos(loop, now) / 1e6).max();
  }

  private static long takeNanos(Loop loop, long now) {
    long waiting = loop.posted.get();
    return Math.max(loop.longest.getThenReset(), waiting == NOTHING ? 0 : now - waiting);
  }
}
