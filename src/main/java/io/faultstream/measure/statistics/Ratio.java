package io.faultstream.measure.statistics;

/**
 * A share with its Wilson score interval at 95 %.
 *
 * @param part how many
 * @param whole of how many; 0 gives the interval 0 to 1
 * @param low lower bound, 0 to 1
 * @param high upper bound, 0 to 1
 */
public record Ratio(long part, long whole, double low, double high) {
  /** Two-sided 95 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The ratio with its interval (Wilson 1927; also Agresti and Coull 1998). */
  public static Ratio of(long part, long whole) {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException("part " + part + " is not within 0 and " + whole);
    }
    if (whole == 0) {
      return new Ratio(0, 0, 0, 1);
    }
    double n = whole;
    double p = part / n;
    double z2 = Z * Z;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    double low = part == 0 ? 0 : Math.max(0, middle - half);
    double high = part == whole ? 1 : Math.min(1, middle + half);
    return new Ratio(part, whole, low, high);
  }

  /**
   * So many, all of them counted, have their lower bound at this share: n ÷ (n + z²); 381 for 99 %.
   *
   * @param least below 1
   */
  public static double cleanFor(double least) {
    return Math.ceil(Z * Z * least / (1 - least));
  }

  /** The share itself, 0 to 1; 0 of nothing is 0. */
  public double value() {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
