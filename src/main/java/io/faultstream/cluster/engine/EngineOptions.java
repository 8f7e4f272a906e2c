package io.faultstream.cluster.engine;

import io.faultstream.cluster.discovery.EngineLimits;

/**
 * How an engine is made.
 *
 * @param limits what it holds
 * @param speedup divides all times; below 1 slows down, 0 means 1 (as the mocker takes it)
 * @param decodeSpeedup divides the times of decode steps once more
 */
public record EngineOptions(EngineLimits limits, double speedup, double decodeSpeedup) {

  /** Checks the ratios. */
  public EngineOptions {
    if (!Double.isFinite(speedup) || speedup < 0) {
      throw new IllegalArgumentException("speedup ratio " + speedup + " must be 0 or more");
    }
    if (!Double.isFinite(decodeSpeedup) || decodeSpeedup <= 0) {
      throw new IllegalArgumentException(
          "decode speedup ratio " + decodeSpeedup + " must be above 0");
    }
  }
}
