package io.faultstream.measure.cancellation;

import java.util.Optional;

/**
 * How many slots stay taken for each request that was left: the slope of least squares through what
 * the engines held beyond the open requests, over the requests left so far, with its interval at 95
 * % (Student's t, here 2.1 for any number of readings from {@link #MIN_READINGS} on). Readings that
 * follow each other are not independent, so it is rather too narrow: it shows a leak, and what is
 * held after the last request decides.
 *
 * @param perCancel slots for each request that was left
 * @param low lower bound
 * @param high upper bound
 * @param readings how many it was made from
 */
public record LeakSlope(double perCancel, double low, double high, int readings) {
  /** With fewer readings a slope says little; t is 2.101 at 18 degrees of freedom. */
  public static final int MIN_READINGS = 20;

  private static final double T = 2.101;

  /**
   * One reading.
   *
   * @param left requests left so far
   * @param excess requests that the engines held beyond those that were open
   */
  record Reading(double left, double excess) {}

  /** The slope; empty with too few readings, or where nobody was left between them. */
  static Optional<LeakSlope> of(java.util.List<Reading> readings) {
    int n = readings.size();
    double meanLeft = readings.stream().mapToDouble(Reading::left).average().orElse(0);
    double meanExcess = readings.stream().mapToDouble(Reading::excess).average().orElse(0);
    double spread = 0;
    double together = 0;
    for (Reading one : readings) {
      spread += (one.left - meanLeft) * (one.left - meanLeft);
      together += (one.left - meanLeft) * (one.excess - meanExcess);
    }
    if (n < MIN_READINGS || spread == 0) {
      return Optional.empty();
    }
    double slope = together / spread;
    double rest = 0;
    for (Reading one : readings) {
      double off = one.excess - meanExcess - slope * (one.left - meanLeft);
      rest += off * off;
    }
    double half = T * Math.sqrt(rest / (n - 2) / spread);
    return Optional.of(new LeakSlope(slope, slope - half, slope + half, n));
  }
}
