package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Gate;
import org.jspecify.annotations.Nullable;

/**
 * One ratio inside the run against the same of the accepted runs. What could not be compared is
 * {@code null}.
 *
 * @param gate which ratio
 * @param name its name for people
 * @param runs accepted runs that have it
 * @param value of this run; of repeats the geometric mean
 * @param expected geometric mean of the accepted runs
 * @param limit what one further run exceeds with the chance {@code alpha}, for this ratio alone
 * @param chance of a value as large when nothing has changed, for this ratio alone
 * @param adjusted the same for its number (Holm); of repeats that of the group
 * @param noticeable whether the change exceeds both floors
 * @param regressed whether it is worse: {@code adjusted} within the level, and noticeable
 */
public record GateRow(
    Gate gate,
    String name,
    int runs,
    @Nullable Double value,
    @Nullable Double expected,
    @Nullable Double limit,
    @Nullable Double chance,
    @Nullable Double adjusted,
    boolean noticeable,
    boolean regressed) {

  /** A ratio that this run or too many accepted runs do not have. */
  static GateRow missing(Gate gate, int runs) {
    return new GateRow(gate, gate.label(), runs, null, null, null, null, null, false, false);
  }

  /** Whether it could be compared. */
  boolean compared() {
    return chance != null;
  }

  GateRow judged(double adjustedChance, boolean worse) {
    return new GateRow(
        gate, name, runs, value, expected, limit, chance, adjustedChance, noticeable, worse);
  }

  /** Value ÷ expected − 1; 0 where it was not compared. */
  double change() {
    Double now = value;
    Double before = expected;
    return now == null || before == null ? 0 : now / before - 1;
  }
}
