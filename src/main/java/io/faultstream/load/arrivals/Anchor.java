package io.faultstream.load.arrivals;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the injector's own zero lies on the run's clock. Gatling reads its clock some milliseconds
 * before it asks for the arrivals and tells nobody, so without this every request would seem to be
 * sent early and its TTFT too short. No timer fires before its time: the zero is the smallest
 * difference seen between a user's start and its moment in the schedule, to within a millisecond.
 * It settles during the warm-up. Thread-safe.
 */
public final class Anchor {
  private final AtomicLong zeroNanos = new AtomicLong(Long.MAX_VALUE);

  /**
   * When a user should have started, on the run's clock.
   *
   * @param offsetNanos its moment in the schedule
   * @param startedNanos when it did start, on the run's clock
   */
  public long intendedNanos(long offsetNanos, long startedNanos) {
    return offsetNanos + zeroNanos.accumulateAndGet(startedNanos - offsetNanos, Math::min);
  }
}
