package io.faultstream.measure.points;

import io.faultstream.history.Outcome;

/**
 * The time after a fault's effect in slots of 100 ms, each with how many requests were due, were
 * served in time, were intended and had their first token within a band.
 *
 * <p>A completed request counts where it was intended. A failed one counts where it ended, because
 * that is when its reader saw the failure, and also where it was intended when that is a window or
 * more earlier. Cancelled ones do not count.
 *
 * <p>A client that waits sends nothing, and what is not sent cannot be late: where clients wait for
 * their replies, one that has waited too long for its first token is due, and not served, in each
 * slot until it comes or the request ends.
 */
public final class Slots {
  /** Length of a slot, and thus the resolution of a recovery time. */
  public static final long NANOS = 100_000_000L;

  /** Slots in a window: W = 2 s, some 70 to 120 requests at the default rates. */
  public static final int WINDOW = 20;

  /** Far below one request: keeps a share that equals the edge inside. */
  private static final double ROUNDING = 1e-6;

  private final long[] due;
  private final long[] served;
  private final long[] intended;
  private final long[] fast;
  private final Band band;

  /**
   * The time that is looked at.
   *
   * @param fromNanos its start
   * @param untilNanos its end
   * @param clients whether requests come from clients who wait for their replies
   */
  public record Span(long fromNanos, long untilNanos, boolean clients) {}

  /** The slots of this time, judged by this band. */
  public Slots(Points points, Band band, Span span) {
    long fromNanos = span.fromNanos;
    int count = (int) Math.max(0, (span.untilNanos - fromNanos) / NANOS);
    this.due = new long[count];
    this.served = new long[count];
    this.intended = new long[count];
    this.fast = new long[count];
    this.band = band;
    for (int i = 0; i < points.size(); i++) {
      if (points.outcome(i) != Outcome.CANCELLED) {
        add(points, i, fromNanos);
        if (span.clients) {
          addWait(points, i, fromNanos);
        }
      }
    }
  }

  private void add(Points points, int i, long fromNanos) {
    int slot = slot(points.intended(i) - fromNanos);
    if (within(slot)) {
      intended[slot]++;
      fast[slot] += points.ttftNanos(i) <= band.ttftNanos() ? 1 : 0;
    }
    if (points.outcome(i) == Outcome.COMPLETED) {
      if (within(slot)) {
        due[slot]++;
        served[slot] += points.ttftNanos(i) <= band.lateNanos() ? 1 : 0;
      }
      return;
    }
    int end = slot(points.end(i) - fromNanos);
    if (within(end)) {
      due[end]++;
    }
    if (within(slot) && end - slot >= WINDOW) {
      due[slot]++;
    }
  }

  private void addWait(Points points, int i, long fromNanos) {
    long heard = points.hasToken(i) ? points.firstToken(i) : points.end(i);
    int first = slot(points.intended(i) + band.lateNanos() - fromNanos) + 1;
    int last = Math.min(slot(heard - fromNanos), due.length) - 1;
    for (int slot = first; slot <= last; slot++) {
      due[slot]++;
    }
  }

  private static int slot(long nanos) {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, Math.floorDiv(nanos, NANOS)));
  }

  private boolean within(int slot) {
    return slot >= 0 && slot < due.length;
  }

  /** How many there are. */
  public int count() {
    return due.length;
  }

  /** Whether the window that begins with this slot lies inside the band; an empty one does not. */
  public boolean windowInside(int first) {
    if (first + WINDOW > due.length) {
      return false;
    }
    long all = sum(intended, first, WINDOW);
    return all > 0
        && 2 * sum(fast, first, WINDOW) >= all
        && sum(served, first, WINDOW) >= band.share() * sum(due, first, WINDOW) - ROUNDING;
  }

  /** The largest share not served within one second, over the whole seconds until this slot. */
  public double deepestLoss(int until) {
    double deepest = 0;
    int second = (int) (1_000_000_000L / NANOS);
    for (int first = 0; first < Math.min(until, due.length); first += second) {
      long all = sum(due, first, second);
      if (all > 0) {
        deepest = Math.max(deepest, 1 - (double) sum(served, first, second) / all);
      }
    }
    return deepest;
  }

  private static long sum(long[] counts, int first, int slots) {
    long sum = 0;
    for (int i = first; i < Math.min(first + slots, counts.length); i++) {
      sum += counts[i];
    }
    return sum;
  }
}
