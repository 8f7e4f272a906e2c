package io.faultstream.measure.cancellation;

import io.faultstream.history.Observation;
import io.faultstream.measure.cancellation.Cancellations.Next;
import io.faultstream.measure.statistics.Distribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The request that is sent next after a close: does the slot that became free serve it? */
final class Followers {
  private static final int DIGITS = 3;

  private final List<Follower> all = new ArrayList<>();

  private record Follower(long sentNanos, long ttftNanos) {}

  /** Adds one; one that was left before its first token says nothing. */
  void add(Observation seen, boolean left) {
    if (!left || seen.hasToken()) {
      long ttft = seen.hasToken() ? seen.ttftNanos() : Observation.NEVER;
      all.add(new Follower(seen.times().sent(), ttft));
    }
  }

  /** The first after each close; these moments are sorted. */
  Next after(long[] closes) {
    all.sort(Comparator.comparingLong(Follower::sentNanos));
    Histogram ttft = new Histogram(DIGITS);
    long unserved = 0;
    int next = 0;
    for (long close : closes) {
      while (next < all.size() && all.get(next).sentNanos() <= close) {
        next++;
      }
      if (next < all.size() && all.get(next).ttftNanos() == Observation.NEVER) {
        unserved++;
      } else if (next < all.size()) {
        OthersTally.record(ttft, all.get(next).ttftNanos());
      }
    }
    return new Next(Distribution.of(ttft), unserved);
  }
}
