package io.faultstream.judge.comparison;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What one further run lets expect, from accepted runs: the prediction interval of a normal sample
 * with unknown mean and variance, {@code mean ± t·s·√(1 + 1/n)} with n − 1 degrees of freedom (Hahn
 * and Meeker, Statistical Intervals, chapter 4). On the log scale, since times are changed by
 * factors.
 *
 * @param mean of the logarithms
 * @param deviation their standard deviation, at least {@link #LEAST_DEVIATION}
 * @param runs how many, 2 or more
 */
record Prediction(double mean, double deviation, int runs) {
  /**
   * Runs that happen to agree closer than 2 % say little of the next one: the least noise that
   * quiet machines were seen to have (reference: load.md 9.1).
   */
  static final double LEAST_DEVIATION = 0.02;

  /** From positive figures of at least two runs. */
  static Prediction of(List<Double> figures) {
    int n = figures.size();
    double mean = figures.stream().mapToDouble(Math::log).average().orElseThrow();
    double squares = figures.stream().mapToDouble(f -> Math.pow(Math.log(f) - mean, 2)).sum();
    return new Prediction(mean, Math.max(LEAST_DEVIATION, Math.sqrt(squares / (n - 1))), n);
  }

  /** The middle of the interval: the geometric mean of the figures. */
  double expected() {
    return Math.exp(mean);
  }

  /** The chance of a further run with this figure or a larger one, 0 to 1. */
  double chanceOf(double figure) {
    return student().survivalProbability((Math.log(figure) - mean) / width());
  }

  /** The figure that a further run exceeds with this chance. */
  double exceededWith(double chance) {
    return Math.exp(mean + student().inverseSurvivalProbability(chance) * width());
  }

  private double width() {
    return deviation * Math.sqrt(1 + 1.0 / runs);
  }

  private TDistribution student() {
    return TDistribution.of(runs - 1.0);
  }
}
