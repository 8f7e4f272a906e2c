package io.faultstream.cluster.engine;

import io.faultstream.cluster.discovery.EngineLimits;

/**
 * How an engine is made.
 *
 * @param limits what it holds
 * @param speedup divides all times; below 1 slows down, 0 means 1 (as the mocker takes it)
 */
public record EngineOptions(EngineLimits limits, double speedup) {

  /** Checks the ratio. */
  public EngineOptions {
    if (!Double.isFinite(speedup) || speedup < 0) {
      throw new IllegalArgumentException("speedup " + speedup + " must be 0 or more");
    }
  }
}
