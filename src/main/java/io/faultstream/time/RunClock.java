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
  private record Origin(long nanos, Instant wall) {
    static Origin now() {
      return new Origin(System.nanoTime(), Instant.now());
    }
  }

  private volatile Origin origin;

  private RunClock(Origin origin) {
    this.origin = origin;
  }

  /** A clock whose zero is now. */
  public static RunClock startingNow() {
    return new RunClock(Origin.now());
  }

  /**
   * Moves the zero to now; called once, when the first phase begins.
   *
   * @return how far it moved, nanoseconds: what was read before belongs that much earlier
   */
  public long zero() {
    Origin before = origin;
    Origin now = Origin.now();
    origin = now;
    return now.nanos - before.nanos;
  }

  @Override
  public long nanos() {
    return System.nanoTime() - origin.nanos;
  }

  /** The wall time at this clock's zero. */
  public Instant start() {
    return origin.wall;
  }

  /** The wall time that belongs to an offset from the start, in nanoseconds; for display only. */
  public Instant wallAt(long offsetNanos) {
    return origin.wall.plusNanos(offsetNanos);
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
