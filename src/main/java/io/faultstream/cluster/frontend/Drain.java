package io.faultstream.cluster.frontend;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether the frontend still takes requests, and how many it has. Safe for use by any thread. */
final class Drain {

  private final AtomicInteger exchanges = new AtomicInteger();
  private volatile boolean draining;

  void begin() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  void enter() {
    exchanges.incrementAndGet();
  }

  void leave() {
    exchanges.decrementAndGet();
  }

  int exchanges() {
    return exchanges.get();
  }
}
