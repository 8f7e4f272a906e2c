package io.faultstream.cluster.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Upper bounds of histogram buckets, made as Dynamo makes them: 0, then spaced evenly in log. */
public final class Buckets {

  private Buckets() {}

  /**
   * A bucket for 0 and {@code count - 1} more from min to max, each rounded to two significant
   * digits; {@code log(0.001, 480, 18)} are the bounds of the time to first token.
   */
  public static double[] log(double min, double max, int count) {
    double[] bounds = new double[count];
    double step = Math.log(max / min) / (count - 2);
    for (int i = 1; i < count; i++) {
      bounds[i] = twoDigits(min * Math.exp(step * (i - 1)));
    }
    return bounds;
  }

  private static double twoDigits(double value) {
    return new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_UP)).doubleValue();
  }
}
