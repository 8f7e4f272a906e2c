package io.faultstream.cluster.engine;

/**
 * How long a step takes: the mocker's default polynomials (reference: dynamo.md, 11), in
 * nanoseconds, divided by the speed-up ratio. An idle decode step takes 5.74 ms at ratio 1, so 0.29
 * gives about 50 tokens/s. Immutable.
 */
final class Timing {

  private static final double NANOS_PER_MILLI = 1e6;

  private final double prefillSpeedup;
  private final double decodeSpeedup;

  Timing(double speedup, double decodeSpeedup) {
    this.prefillSpeedup = speedup == 0 ? 1 : speedup;
    this.decodeSpeedup = prefillSpeedup * decodeSpeedup;
  }

  /** {@code 4.209989e-07·T² + 1.518344e-02·T + 16.50142} ms for T new prompt tokens; 0 for none. */
  long prefillNanos(int newTokens) {
    if (newTokens == 0) {
      return 0;
    }
    double tokens = newTokens;
    return scaled(
        4.209989e-07 * tokens * tokens + 1.518344e-02 * tokens + 16.50142, prefillSpeedup);
  }

  /** {@code max(1, −25.74·p² + 54.01·p + 5.74)} ms, p the used share of the KV cache, 0 to 1. */
  long decodeNanos(double used) {
    return scaled(Math.max(1, -25.74 * used * used + 54.01 * used + 5.74), decodeSpeedup);
  }

  private long scaled(double millis, double speedup) {
    return Math.round(millis * NANOS_PER_MILLI / speedup);
  }
}
