package io.faultstream.cluster.time;

/**
 * The clock of one process: monotonic nanoseconds for intervals, milliseconds since the epoch for
 * display and for the age of files, and waiting. Safe for use by any thread.
 */
public interface Ticker {

  /** The process' real clock. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }

  /** Monotonic nanoseconds; only differences mean anything. */
  long nanos();

  /** Milliseconds since the epoch. */
  long wallMillis();

  /** Waits until {@link #nanos} reaches the deadline; may return early, also when unparked. */
  void parkUntil(long deadlineNanos);
}
