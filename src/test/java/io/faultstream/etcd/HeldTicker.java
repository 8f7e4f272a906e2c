package io.faultstream.etcd;

import io.faultstream.cluster.time.Ticker;

/** Waits as the system's does, and while it is held for ever: a client that is kept away. */
final class HeldTicker implements Ticker {
  private volatile boolean held;

  void hold(boolean on) {
    held = on;
  }

  @Override
  public long nanos() {
    return Ticker.system().nanos();
  }

  @Override
  public long wallMillis() {
    return Ticker.system().wallMillis();
  }

  @Override
  public void parkUntil(long deadlineNanos) {
    do {
      Ticker.system().parkUntil(deadlineNanos);
    } while (held);
  }
}
