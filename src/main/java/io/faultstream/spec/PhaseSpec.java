package io.faultstream.spec;

import java.time.Duration;

/**
 * One phase of the schedule.
 *
 * @param phase which of the four
 * @param length how long it lasts, above zero
 * @param users requests that its profile starts
 * @param fromRate requests per second at its start
 * @param toRate requests per second at its end
 */
public record PhaseSpec(Phase phase, Duration length, long users, double fromRate, double toRate) {
  public PhaseSpec {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("length must be above zero, was " + length);
    }
    if (users < 0 || fromRate < 0 || toRate < 0) {
      throw new IllegalArgumentException("users and rates must not be negative");
    }
  }
}
