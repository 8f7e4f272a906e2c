package io.faultstream.judge.comparison;

import java.util.Arrays;

/**
 * The exact permutation test of a group of new runs against accepted ones, by one combined
 * statistic: of each gate's logarithms, put on the scale of all runs together, the mean over the
 * group; and of those the largest (the maximum over several gates keeps the level for all of them
 * together: Westfall and Young 1993). The chance is the share of all ways to pick a group of that
 * size whose statistic is at least as large, so it can be no smaller than one over their number.
 */
final class Permutations {
  private final double[][] scaled;
  private final int[] pick;

  private Permutations(double[][] scaled, int group) {
    this.scaled = scaled;
    this.pick = new int[group];
  }

  /**
   * What the test found.
   *
   * @param statistic of the group as it was
   * @param chance of one as large when nothing has changed, 0 to 1
   * @param ways to pick a group
   * @param gate index of the gate with the largest mean
   */
  record Found(double statistic, double chance, long ways, int gate) {}

  /**
   * Tests the last {@code group} rows against the others.
   *
   * @param logs a row per run, a column per gate; at least one column, more rows than the group
   */
  static Found test(double[][] logs, int group) {
    Permutations all = new Permutations(scale(logs), group);
    int[] last = new int[group];
    Arrays.setAll(last, i -> logs.length - group + i);
    double observed = all.mean(last, all.largest(last));
    long[] counts = new long[2];
    all.count(0, 0, observed - 1e-9, counts);
    return new Found(observed, (double) counts[0] / counts[1], counts[1], all.largest(last));
  }

  private static double[][] scale(double[][] logs) {
    int runs = logs.length;
    double[][] scaled = new double[runs][logs[0].length];
    for (int gate = 0; gate < logs[0].length; gate++) {
      int column = gate;
      double mean = Arrays.stream(logs).mapToDouble(row -> row[column]).average().orElseThrow();
      double squares = Arrays.stream(logs).mapToDouble(r -> Math.pow(r[column] - mean, 2)).sum();
      double deviation = Math.max(1e-9, Math.sqrt(squares / (runs - 1)));
      for (int run = 0; run < runs; run++) {
        scaled[run][gate] = (logs[run][gate] - mean) / deviation;
      }
    }
    return scaled;
  }

  /** All ways to fill the places from {@code place} on with rows from {@code from} on. */
  private void count(int place, int from, double least, long[] counts) {
    if (place == pick.length) {
      counts[1]++;
      counts[0] += mean(pick, largest(pick)) >= least ? 1 : 0;
      return;
    }
    for (int row = from; row <= scaled.length - (pick.length - place); row++) {
      pick[place] = row;
      count(place + 1, row + 1, least, counts);
    }
  }

  /** Index of the gate with the largest mean. */
  private int largest(int[] rows) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int gate = 0; gate < scaled[0].length; gate++) {
      double mean = mean(rows, gate);
      if (mean > most) {
        most = mean;
        best = gate;
      }
    }
    return best;
  }

  private double mean(int[] rows, int gate) {
    double sum = 0;
    for (int row : rows) {
      sum += scaled[row][gate];
    }
    return sum / rows.length;
  }
}
