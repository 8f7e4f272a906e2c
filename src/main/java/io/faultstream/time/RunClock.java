package io.faultstream.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The clock of one run: monotonic nanoseconds from a start that is set once, wall time for display
 * only. The wall clock is read once at the start and derived after that; {@link #stepMillis} tells
 * how far the wall clock has been moved under us since. Thread-safe.
 */
public final class RunClock implements Ticker {
  private final long originNanos;
  private final Instant origin;

  private RunClock(long originNanos, Instant origin) {
    this.originNanos = originNanos;
    this.origin = origin;
  }

  /** A clock whose zero is now. */
  public static RunClock startingNow() {
    return new RunClock(System.nanoTime(), Instant.now());
  }

  @Override
  public long nanos() {
    return System.nanoTime() - originNanos;
  }

  /** The wall time at this clock's zero. */
  public Instant start() {
    return origin;
  }

  /** The wall time that belongs to an offset from the start, in nanoseconds; for display only. */
  public Instant wallAt(long offsetNanos) {
    return origin.plusNanos(offsetNanos);
  }

  /** How far the wall clock has moved against the monotonic one since the start, milliseconds. */
  public long stepMillis() {
    return Duration.between(wallAt(nanos()), Instant.now()).toMillis();
  }

  /**
   * Waits until the clock shows {@code targetNanos}; returns at once when it is past.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public void sleepUntil(long targetNanos) throws InterruptedException {
    long left = targetNanos - nanos();
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting on the run's clock");
      }
      left = targetNanos - nanos();
    }
  }
}
