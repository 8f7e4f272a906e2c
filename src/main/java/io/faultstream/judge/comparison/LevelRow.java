package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Metric;
import io.faultstream.spec.Phase;

/**
 * An absolute figure beside the accepted runs', with a wide band; microseconds. No gate: a slower
 * machine moves it too. Where the standard phase is slower than its band, what was measured is
 * another machine or another system, and ratios cannot tell which; where it is faster than its
 * band, a larger ratio need not mean that anything became slower.
 *
 * @param phase of the run
 * @param metric the figure
 * @param value of this run; of repeats the geometric mean
 * @param expected geometric mean of the accepted runs
 * @param low lower edge of the band
 * @param high upper edge of the band
 * @param place where the value lies
 */
public record LevelRow(
    Phase phase,
    Metric metric,
    double value,
    double expected,
    double low,
    double high,
    Place place) {

  /** Where a figure lies against its band. */
  public enum Place {
    /** Inside. */
    WITHIN,
    /** Above. */
    SLOWER,
    /** Below. */
    FASTER
  }

  /** Whether the run as a whole was slower than the accepted ones. */
  boolean doubtful() {
    return phase == Phase.STANDARD && place == Place.SLOWER;
  }
}
