package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Metric;
import io.faultstream.spec.ClaimSpec;

/**
 * The limits of a comparison: those of the claim {@link NoRegression}.
 *
 * @param minRuns accepted runs that a comparison needs
 * @param alpha chance of a false alarm over all that is compared in one run, 0 to 1
 * @param suspicious the same for saying that a run should be repeated
 * @param relativeFloor a change below this share of the accepted figure is none
 * @param levelBand share by which the standard phase may be slower than accepted
 * @param floors a change below these is none, microseconds
 * @param successFloor a rise of the failed share below this is none, 0 to 1
 */
public record Limits(
    int minRuns,
    double alpha,
    double suspicious,
    double relativeFloor,
    double levelBand,
    Floors floors,
    double successFloor) {

  /**
   * Absolute floors by figure, microseconds: a change that no reader notices is none.
   *
   * @param ttft of the time to first token
   * @param itl of the time between two tokens
   * @param e2e of the whole reply
   */
  public record Floors(double ttft, double itl, double e2e) {
    double of(Metric metric) {
      return switch (metric) {
        case TTFT_P50, TTFT_P95 -> ttft;
        case ITL_P99 -> itl;
        case E2E_P50 -> e2e;
      };
    }
  }

  /** The limits as they were asked for. */
  static Limits of(ClaimSpec asked) {
    return new Limits(
        (int) asked.limit(NoRegression.MIN_RUNS),
        asked.limit(NoRegression.ALPHA),
        asked.limit(NoRegression.SUSPICIOUS),
        asked.limit(NoRegression.RELATIVE),
        asked.limit(NoRegression.LEVEL),
        new Floors(
            asked.limit(NoRegression.TTFT) * 1000,
            asked.limit(NoRegression.ITL) * 1000,
            asked.limit(NoRegression.E2E) * 1000),
        asked.limit(NoRegression.SUCCESS));
  }
}
