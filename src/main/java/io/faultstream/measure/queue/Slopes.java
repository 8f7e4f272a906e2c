package io.faultstream.measure.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** How fast values rise, by lines through them. Pure. */
final class Slopes {
  /** There are half as many slopes as the square of this. */
  private static final int MOST_POINTS = 300;

  private Slopes() {}

  /** A slope of least squares, and its standard error as if all values were independent. */
  record Slope(double each, double error) {}

  /** Of three values or more, one after the other. */
  static Slope leastSquares(double[] values) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double mean = Arrays.stream(values).average().orElse(0);
    double spread = 0;
    double together = 0;
    for (int i = 0; i < n; i++) {
      spread += (i - middle) * (i - middle);
      together += (i - middle) * (values[i] - mean);
    }
    double slope = together / spread;
    double left = 0;
    for (int i = 0; i < n; i++) {
      double off = values[i] - mean - slope * (i - middle);
      left += off * off;
    }
    return new Slope(slope, Math.sqrt(left / (n - 2) / spread));
  }

  /**
   * The median of the slopes between each two points (Theil and Sen): what holds for less than 29 %
   * of them does not move it. At least two points; of many, evenly chosen ones.
   *
   * @param points value by time
   */
  static double median(NavigableMap<Integer, Double> points) {
    int step = 1 + points.size() / MOST_POINTS;
    List<Map.Entry<Integer, Double>> each = List.copyOf(points.entrySet());
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < each.size(); i += step) {
      for (int j = i + step; j < each.size(); j += step) {
        double rise = each.get(j).getValue() - each.get(i).getValue();
        all.add(rise / (each.get(j).getKey() - each.get(i).getKey()));
      }
    }
    Collections.sort(all);
    return (all.get((all.size() - 1) / 2) + all.get(all.size() / 2)) / 2;
  }
}
