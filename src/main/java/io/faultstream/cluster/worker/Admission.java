package io.faultstream.cluster.worker;

import io.prometheus.client.Gauge;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are in flight, from their arrival until their last frame has left, and whether
 * one more may come: the hard cap is the engine's limit plus the queue's. Safe for any thread.
 */
final class Admission {

  private final int capacity;
  private final Gauge.Child gauge;
  private final AtomicInteger inflight = new AtomicInteger();

  Admission(int capacity, Gauge.Child gauge) {
    this.capacity = capacity;
    this.gauge = gauge;
  }

  /** Takes a place; false when the worker is at capacity. */
  boolean enter() {
    if (inflight.incrementAndGet() > capacity) {
      inflight.decrementAndGet();
      return false;
    }
    gauge.inc();
    return true;
  }

  /** Gives so many places back. */
  void leave(int count) {
    gauge.dec(count);
    inflight.addAndGet(-count);
  }

  int inflight() {
    return inflight.get();
  }
}
