package io.faultstream.measure.counters;

import io.faultstream.history.TargetCounter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time between two readings of the frontend's counters.
 *
 * @param fault id of the fault it belongs to, {@code null}: the whole run
 * @param fromNanos the first reading; where there are no two, the beginning that was asked for
 * @param toNanos the last reading; the same
 * @param read whether there are two readings
 * @param begunAnew whether the frontend was started again in between
 * @param rises by how much each counter rose; one that is unknown is left out
 */
record Stretch(
    @Nullable String fault,
    long fromNanos,
    long toNanos,
    boolean read,
    boolean begunAnew,
    Map<TargetCounter, Long> rises) {

  /** Of a target that was not read. */
  static Stretch unread(@Nullable String fault, long fromNanos, long toNanos) {
    return new Stretch(fault, fromNanos, toNanos, false, false, Map.of());
  }

  /** Whether a moment lies in it; one at the first reading was counted before. */
  boolean holds(long nanos) {
    return nanos > fromNanos && nanos <= toNanos;
  }
}
