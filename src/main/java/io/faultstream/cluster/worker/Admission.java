package io.faultstream.cluster.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.prometheus.client.Gauge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many requests run at once, from their start until their last frame has left, and how many
 * more wait for it in order of arrival; the next is refused. Thread-safe.
 */
final class Admission {

  private final Limits limits;
  private final Gauge.Child gauge;
  private final Consumer<Runnable> loop;

  @GuardedBy("this")
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private int running;

  /** What becomes of a request that arrives. */
  enum Place {
    /** It runs. */
    RUNS,
    /** It will be started when another has ended. */
    WAITS,
    /** There is no place. */
    REFUSED
  }

  /**
   * The hard cap.
   *
   * @param atOnce requests that run at once
   * @param waiting requests that wait
   */
  record Limits(int atOnce, int waiting) {}

  /**
   * An empty one.
   *
   * @param gauge shows how many run
   * @param loop where waiting requests are started
   */
  Admission(Limits limits, Gauge.Child gauge, Consumer<Runnable> loop) {
    this.limits = limits;
    this.gauge = gauge;
    this.loop = loop;
  }

  /** Takes a place; {@code start} is called later when it has to wait. */
  synchronized Place enter(Runnable start) {
    if (running < limits.atOnce()) {
      running++;
      gauge.inc();
      return Place.RUNS;
    }
    if (waiting.size() < limits.waiting()) {
      waiting.add(start);
      return Place.WAITS;
    }
    return Place.REFUSED;
  }

  /** Takes a waiting request out; it may be about to start nevertheless. */
  synchronized void withdraw(Runnable start) {
    waiting.remove(start);
  }

  /** So many have ended: as many that wait are started. */
  void leave(int count) {
    for (int i = 0; i < count; i++) {
      Runnable next = next();
      if (next != null) {
        loop.accept(next);
      }
    }
  }

  /** Who takes the place of one that ended; nobody: the place is free. */
  private synchronized @Nullable Runnable next() {
    Runnable next = waiting.poll();
    if (next == null) {
      running--;
      gauge.dec();
    }
    return next;
  }

  /** All that run or wait. */
  synchronized int inflight() {
    return running + waiting.size();
  }
}
