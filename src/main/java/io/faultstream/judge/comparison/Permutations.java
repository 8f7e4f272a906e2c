package io.faultstream.judge.comparison;

import java.util.Arrays;
import java.util.List;

/**
 * The exact permutation test of a group of new runs against accepted ones, by one combined
 * statistic: of each gate's logarithms, put on the scale of all runs together, the mean over the
 * group; and of those the largest. A gate's chance is the share of all ways to pick a group of that
 * size whose statistic is at least that gate's own mean, so the level holds for all gates together
 * (single-step maxT: Westfall and Young 1993), and no chance is smaller than one over their number.
 */
final class Permutations {
  /** Two ways to add the same numbers differ by less. */
  private static final double ROUNDING = 1e-9;

  private final double[][] scaled;
  private final int[] pick;
  private final double[] own;
  private final long[] reached;
  private long ways;

  private Permutations(double[][] scaled, int group) {
    this.scaled = scaled;
    this.pick = new int[group];
    this.own = new double[scaled[0].length];
    this.reached = new long[own.length];
  }

  /**
   * What the test found.
   *
   * @param chances of each gate, in the columns' order, 0 to 1
   * @param ways to pick a group
   * @param gate index of the gate with the largest mean: the group's statistic
   * @param statistic that mean, in standard deviations of all runs
   */
  record Found(List<Double> chances, long ways, int gate, double statistic) {}

  /**
   * Tests the last {@code group} rows against the others.
   *
   * @param logs a row per run, a column per gate; at least one column, more rows than the group
   */
  static Found test(double[][] logs, int group) {
    Permutations all = new Permutations(scale(logs), group);
    int[] last = new int[group];
    Arrays.setAll(last, i -> logs.length - group + i);
    Arrays.setAll(all.own, gate -> all.mean(last, gate));
    all.count(0, 0);
    List<Double> chances =
        Arrays.stream(all.reached).mapToObj(reached -> (double) reached / all.ways).toList();
    int gate = all.largest(last);
    return new Found(chances, all.ways, gate, all.own[gate]);
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
  private void count(int place, int from) {
    if (place == pick.length) {
      ways++;
      double most = mean(pick, largest(pick)) + ROUNDING;
      for (int gate = 0; gate < own.length; gate++) {
        reached[gate] += most >= own[gate] ? 1 : 0;
      }
      return;
    }
    for (int row = from; row <= scaled.length - (pick.length - place); row++) {
      pick[place] = row;
      count(place + 1, row + 1);
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
