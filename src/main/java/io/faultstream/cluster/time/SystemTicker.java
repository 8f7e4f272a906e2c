package io.faultstream.cluster.time;

import java.util.concurrent.locks.LockSupport;

/** The JVM's clocks. */
enum SystemTicker implements Ticker {
  INSTANCE;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public void parkUntil(long deadlineNanos) {
    long left = deadlineNanos - nanos();
    if (left > 0) {
      LockSupport.parkNanos(this, left);
    }
  }
}
