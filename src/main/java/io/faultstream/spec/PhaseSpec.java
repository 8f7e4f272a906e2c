package io.faultstream.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One phase of the schedule.
 *
 * @param phase which of the four
 * @param length how long it lasts, above zero
 * @param users requests that its profile starts; 0 with clients, who send as replies come
 * @param fromRate requests per second at its start; 0 with clients
 * @param toRate requests per second at its end; 0 with clients
 * @param clients who sends in a closed model; empty: an open model, by rates
 */
public record PhaseSpec(
    Phase phase,
    Duration length,
    long users,
    double fromRate,
    double toRate,
    Optional<Clients> clients) {
  public PhaseSpec {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("length must be above zero, was " + length);
    }
    if (users < 0 || fromRate < 0 || toRate < 0) {
      throw new IllegalArgumentException("users and rates must not be negative");
    }
  }

  /** A phase of an open model. */
  public PhaseSpec(Phase phase, Duration length, long users, double fromRate, double toRate) {
    this(phase, length, users, fromRate, toRate, Optional.empty());
  }

  /** The phase at this offset; the first before the start, the last after the end. */
  public static Phase at(List<PhaseSpec> phases, long offsetNanos) {
    long end = 0;
    for (PhaseSpec phase : phases) {
      end += phase.length.toNanos();
      if (offsetNanos < end) {
        return phase.phase;
      }
    }
    return phases.get(phases.size() - 1).phase;
  }

  /** Length of these phases together in nanoseconds. */
  public static long lengthNanos(List<PhaseSpec> phases) {
    return phases.stream().mapToLong(p -> p.length.toNanos()).sum();
  }

  /**
   * Those who send one request after the other, the next when the last has ended.
   *
   * @param from how many at the start of the phase, 0 or more
   * @param to how many at its end, 0 or more; their number goes evenly from the one to the other
   */
  public record Clients(int from, int to) {
    public Clients {
      if (from < 0 || to < 0) {
        throw new IllegalArgumentException("clients must not be negative: " + from + ", " + to);
      }
    }
  }
}
