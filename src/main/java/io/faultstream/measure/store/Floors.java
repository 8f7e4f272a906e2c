package io.faultstream.measure.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * The largest revision that was known for certain at any moment: whoever begins to ask later may
 * not be told less. Filled in any order, then asked. Not thread-safe.
 */
public final class Floors {
  private final TreeMap<Long, Long> known = new TreeMap<>();

  /** This revision was told to somebody at this moment. */
  public void told(long atNanos, long revision) {
    Map.Entry<Long, Long> before = known.floorEntry(atNanos);
    if (before != null && before.getValue() >= revision) {
      return;
    }
    known.put(atNanos, revision);
    Map.Entry<Long, Long> next = known.higherEntry(atNanos);
    while (next != null && next.getValue() <= revision) {
      known.remove(next.getKey());
      next = known.higherEntry(atNanos);
    }
  }

  /**
   * The largest that was told before this moment, 0 when none was. What was told at this very
   * moment overlaps and does not count.
   */
  public long before(long nanos) {
    Map.Entry<Long, Long> last = known.lowerEntry(nanos);
    return last == null ? 0 : last.getValue();
  }
}
