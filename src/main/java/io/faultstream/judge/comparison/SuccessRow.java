package io.faultstream.judge.comparison;

import io.faultstream.spec.Phase;

/**
 * The failed requests of a phase against those of all accepted runs together: Fisher's exact test,
 * one-sided.
 *
 * @param phase of the run
 * @param failed requests that count against the system, of all repeats together
 * @param counted of how many
 * @param acceptedFailed the same of the accepted runs
 * @param acceptedCounted of how many
 * @param chance of as many failures when nothing has changed, for this phase alone
 * @param adjusted the same for the number of tests (Holm)
 * @param noticeable whether the rise exceeds the floor
 * @param regressed whether it is worse: {@code adjusted} within the level, and noticeable
 */
public record SuccessRow(
    Phase phase,
    long failed,
    long counted,
    long acceptedFailed,
    long acceptedCounted,
    double chance,
    double adjusted,
    boolean noticeable,
    boolean regressed) {

  SuccessRow judged(double adjustedChance, boolean worse) {
    return new SuccessRow(
        phase,
        failed,
        counted,
        acceptedFailed,
        acceptedCounted,
        chance,
        adjustedChance,
        noticeable,
        worse);
  }
}
