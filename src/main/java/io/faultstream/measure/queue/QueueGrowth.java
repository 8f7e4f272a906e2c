package io.faultstream.measure.queue;

import java.util.Optional;

/**
 * How the number of requests in flight grew over a phase. Where more is asked for than can be
 * served, the rest queues, and each second's requests wait longer than those of the second before:
 * the time to first token then says how long the phase was, not how fast the service is.
 *
 * @param perSecond requests in flight gained each second: the slope of least squares through the
 *     number open at the end of each second
 * @param byLoadPerSecond what the rising rate alone would gain, at the time a request took in the
 *     standard phase (Little's law): 0 at a constant rate
 * @param diverges whether the growth is beyond what the load and chance explain
 */
public record QueueGrowth(double perSecond, double byLoadPerSecond, boolean diverges) {
  /** With fewer seconds a slope says nothing. */
  public static final int MIN_SECONDS = 5;

  /** Growth below this share of the rate is no overload worth the name. */
  private static final double LEAST_SHARE = 0.02;

  /** Standard errors of the slope that growth must exceed. */
  private static final double ERRORS = 3;

  /**
   * The growth of a phase; empty with fewer than {@link #MIN_SECONDS} seconds.
   *
   * @param open requests in flight at the end of each second
   * @param byLoad what the rising rate alone gains each second
   * @param ratePerSecond requests sent each second, on average
   */
  public static Optional<QueueGrowth> of(long[] open, double byLoad, double ratePerSecond) {
    int n = open.length;
    if (n < MIN_SECONDS) {
      return Optional.empty();
    }
    double middle = (n - 1) / 2.0;
    double mean = 0;
    for (long one : open) {
      mean += one / (double) n;
    }
    double spread = 0;
    double together = 0;
    for (int i = 0; i < n; i++) {
      spread += (i - middle) * (i - middle);
      together += (i - middle) * (open[i] - mean);
    }
    double slope = together / spread;
    double left = 0;
    for (int i = 0; i < n; i++) {
      double off = open[i] - mean - slope * (i - middle);
      left += off * off;
    }
    double error = Math.sqrt(left / (n - 2) / spread);
    double beyond = slope - byLoad;
    boolean diverges = beyond > ERRORS * error && beyond > LEAST_SHARE * ratePerSecond;
    return Optional.of(new QueueGrowth(slope, byLoad, diverges));
  }
}
