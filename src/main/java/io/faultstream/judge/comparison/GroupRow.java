package io.faultstream.judge.comparison;

import java.util.List;

/**
 * A run and its repeats together: the exact permutation test by one combined statistic.
 *
 * @param runs names of the new runs
 * @param statistic the largest mean of a ratio over them, in standard deviations of all runs
 * @param chance of one as large when nothing has changed, over all ratios together
 * @param ways to pick so many of all runs; one over it is the least chance there can be
 * @param gate name of the ratio with the largest mean
 * @param level at which it is called worse
 */
public record GroupRow(
    List<String> runs, double statistic, double chance, long ways, String gate, double level) {
  public GroupRow {
    runs = List.copyOf(runs);
  }
}
