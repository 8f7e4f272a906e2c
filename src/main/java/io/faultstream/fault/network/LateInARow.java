package io.faultstream.fault.network;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Whether so many calls in a row took as long as links that are hit make them. One that was not
 * answered is none. For one thread.
 */
final class LateInARow {
  private final long least;
  private final int count;
  private OptionalLong slowest = OptionalLong.empty();
  private int late;

  /**
   * None so far.
   *
   * @param least what the links add to a call
   * @param count so many are wanted
   */
  LateInARow(Duration least, int count) {
    this.least = least.toNanos();
    this.count = count;
  }

  /**
   * The calls before, nanoseconds; without one nothing is late. Where several in a row must be
   * late, the slowest tenth of these does not count: a pause of a busy machine is no measure.
   */
  void before(LongStream calls) {
    long[] sorted = calls.sorted().toArray();
    int left = count == 1 ? 0 : sorted.length / 10;
    slowest =
        sorted.length == 0
            ? OptionalLong.empty()
            : OptionalLong.of(sorted[sorted.length - 1 - left]);
    late = 0;
  }

  /** The slowest that counted before, nanoseconds; 0 when there was none. */
  long slowestBefore() {
    return slowest.orElse(0);
  }

  /**
   * Whether there are enough with this one, nanoseconds, empty: no answer. It is late when it took
   * what the links add and half of that more than the slowest before.
   */
  boolean withThis(OptionalLong took) {
    boolean slow =
        slowest.isPresent()
            && took.isPresent()
            && took.getAsLong() >= Math.max(least, slowest.getAsLong() + least / 2);
    late = slow ? late + 1 : 0;
    return late >= count;
  }
}
