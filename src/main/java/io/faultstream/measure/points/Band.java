package io.faultstream.measure.points;

import io.faultstream.history.Outcome;
import io.faultstream.spec.Phase;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is usual, so that its end can be told from noise. Made from the requests of one phase that
 * ended before a fault:
 *
 * <ul>
 *   <li>{@code ttftNanos} = max(2 × median, p95, median + 50 ms) of their TTFT: the upper edge of a
 *       window's median TTFT. Twice the median is a change that a reader notices; the p95 keeps a
 *       service that is uneven by nature inside; 50 ms is what a busy two-core machine adds to the
 *       median of some seconds without any fault.
 *   <li>{@code lateNanos} = max(10 × {@code ttftNanos}, 1 s): a first token later than this counts
 *       as not served in time, so that half of the requests waiting at a stopped worker cannot hide
 *       behind the median of the other half. A garbage collection of some 100 ms does not reach it.
 *   <li>{@code share} = their completed share − 0.05: the lower edge of a window's share of
 *       requests served in time. In a window of 70 requests (35 a second for 2 s) three may fail.
 * </ul>
 *
 * @param ttftNanos upper edge of a window's median TTFT
 * @param lateNanos a first token after this counts as not served
 * @param share lower edge of a window's share of requests served in time, 0 to 1
 * @param requests from how many requests it was made
 */
public record Band(long ttftNanos, long lateNanos, double share, int requests) {
  /** Fewer requests than this make no band: a median of fewer than 11 says nothing. */
  public static final int LEAST = 20;

  private static final long FLOOR = 50_000_000L;
  private static final long LATE_FLOOR = 1_000_000_000L;
  private static final double SHARE_SLACK = 0.05;

  /** The band of a phase before a moment; empty when too few requests had ended by then. */
  public static Optional<Band> before(Points points, Phase phase, long nanos) {
    long[] ttfts = new long[points.size()];
    int tokens = 0;
    int counted = 0;
    int completed = 0;
    for (int i = 0; i < points.size(); i++) {
      boolean usual = points.phase(i) == phase && points.end(i) <= nanos;
      if (usual && points.outcome(i) != Outcome.CANCELLED) {
        counted++;
        completed += points.outcome(i) == Outcome.COMPLETED ? 1 : 0;
        if (points.hasToken(i)) {
          ttfts[tokens++] = points.ttftNanos(i);
        }
      }
    }
    if (tokens < LEAST) {
      return Optional.empty();
    }
    Arrays.sort(ttfts, 0, tokens);
    long median = ttfts[(tokens - 1) / 2];
    long p95 = ttfts[Math.min(tokens - 1, (int) Math.ceil(0.95 * tokens) - 1)];
    long edge = Math.max(Math.max(2 * median, p95), median + FLOOR);
    double share = Math.max(0, (double) completed / counted - SHARE_SLACK);
    return Optional.of(new Band(edge, Math.max(10 * edge, LATE_FLOOR), share, counted));
  }
}
