package io.faultstream.network.proxy;

import io.faultstream.network.Disturbance;

/**
 * What is done to what passes on a link.
 *
 * @param cut whether nothing passes
 * @param delayNanos how late it passes
 * @param bytesPerSecond most that passes each way, 0: no limit
 * @param loss share of what is lost, and of that what costs the connection
 */
record Treatment(boolean cut, long delayNanos, long bytesPerSecond, double loss) {
  /** Everything passes at once. */
  static final Treatment NONE = new Treatment(false, 0, 0, 0);

  static Treatment of(Disturbance what) {
    return switch (what.kind()) {
      case CUT_PEERS, CUT_CLIENTS -> new Treatment(true, 0, 0, 0);
      case SLOW_PEERS -> new Treatment(false, what.delay().toNanos(), what.bytesPerSecond(), 0);
      case LOSE_PEERS -> new Treatment(false, 0, 0, what.loss());
    };
  }

  /** Whether what passes is late by it. */
  boolean slows() {
    return delayNanos > 0 || bytesPerSecond > 0;
  }
}
