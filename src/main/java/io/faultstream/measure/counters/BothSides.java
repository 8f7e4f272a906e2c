package io.faultstream.measure.counters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client counted beside what the target counted over one stretch of the run. The stretch
 * lies between two readings of the frontend's counters, and the client's requests are counted
 * between the same two moments.
 *
 * @param fault id of the fault it belongs to: from the last reading before its injection to the
 *     last before the next one; {@code null}: the whole run
 * @param fromNanos the first reading, from the run's start; negative before the first request;
 *     {@code null} where there are no two readings
 * @param toNanos the last reading
 * @param enclosing whether all of the run's requests were sent after the first reading and had
 *     ended by the last one
 * @param begunAnew whether the frontend was started again in between, so that nothing is known
 * @param leftInFlight requests that the frontend still had in flight at the run's last reading, 0
 *     where it does not say: above 0 its counters were not final yet
 * @param rows what was counted, in the order of {@link Compared}
 */
public record BothSides(
    @Nullable String fault,
    @Nullable Long fromNanos,
    @Nullable Long toNanos,
    boolean enclosing,
    boolean begunAnew,
    long leftInFlight,
    List<Row> rows) {
  public BothSides {
    rows = List.copyOf(rows);
  }

  /**
   * One thing that both sides count.
   *
   * @param what which
   * @param client by the client; {@code null}: it cannot know
   * @param target by the target; {@code null}: not read, not counted by this version, or begun anew
   * @param note where the two may rightly differ, or why one is unknown; may be empty
   */
  public record Row(Compared what, @Nullable Long client, @Nullable Long target, String note) {}

  /** What the target counted; {@code null} where that is unknown. */
  public @Nullable Long target(Compared what) {
    return rows.stream()
        .filter(row -> row.what() == what)
        .findFirst()
        .map(Row::target)
        .orElse(null);
  }
}
