package io.faultstream.measure;

import io.faultstream.history.Observation;
import io.faultstream.history.Observation.Gap;
import io.faultstream.history.Outcome;
import io.faultstream.measure.points.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The run second by second. Chunks are counted in the seconds of their stream's tokens, evenly
 * between the first and the last: the moments of single chunks are kept for few streams only. The
 * longest gaps are those of the three that each stream keeps. One thread.
 */
final class Seconds {
  private static final long SECOND = 1_000_000_000L;

  /** A day: what lies later is counted in the last second, so that one wild time costs nothing. */
  private static final int MOST = 86_400;

  private long[] maxGapNanos = new long[64];
  private double[] tokens = new double[64];
  private int length;

  /** Adds what only the observation knows. */
  void add(Observation seen) {
    if (!seen.wasSent()) {
      return;
    }
    reach(second(seen.times().end()));
    for (Gap gap : seen.longestGaps()) {
      int second = second(gap.startNanos() + gap.nanos());
      reach(second);
      maxGapNanos[second] = Math.max(maxGapNanos[second], gap.nanos());
    }
    if (seen.hasToken()) {
      spread(seen.times().firstToken(), seen.times().lastToken(), seen.tokens().chunks());
    }
  }

  private void spread(long first, long last, int chunks) {
    int from = second(first);
    int to = second(last);
    reach(to);
    if (from >= to) {
      tokens[from] += chunks;
      return;
    }
    for (int second = from; second <= to; second++) {
      long begin = Math.max(first, second * SECOND);
      long end = Math.min(last, (second + 1) * SECOND);
      tokens[second] += chunks * (double) (end - begin) / (last - first);
    }
  }

  private void reach(int second) {
    if (second >= maxGapNanos.length) {
      int wanted = Math.max(second + 1, maxGapNanos.length * 2);
      maxGapNanos = Arrays.copyOf(maxGapNanos, wanted);
      tokens = Arrays.copyOf(tokens, wanted);
    }
    length = Math.max(length, second + 1);
  }

  private static int second(long nanos) {
    return (int) Math.min(MOST, Math.max(0, nanos / SECOND));
  }

  /** All seconds until the last end, and at least {@code least}. */
  List<SecondPoint> points(Points points, int least) {
    reach(Math.min(MOST, Math.max(0, least - 1)));
    long[] sent = new long[length];
    List<Map<Outcome, Long>> ended = new ArrayList<>(length);
    for (int second = 0; second < length; second++) {
      ended.add(new EnumMap<>(Outcome.class));
    }
    for (int i = 0; i < points.size(); i++) {
      sent[Math.min(length - 1, second(points.sent(i)))]++;
      ended.get(second(points.end(i))).merge(points.outcome(i), 1L, Long::sum);
    }
    long[][] ttfts = ttfts(points);
    List<SecondPoint> seconds = new ArrayList<>(length);
    long open = 0;
    for (int second = 0; second < length; second++) {
      Map<Outcome, Long> ends = ended.get(second);
      open += sent[second] - ends.values().stream().mapToLong(n -> n).sum();
      long[] sorted = ttfts[second];
      Arrays.sort(sorted);
      seconds.add(
          new SecondPoint(
              second,
              sent[second],
              ends,
              open,
              sorted.length == 0 ? null : micros(sorted[(sorted.length - 1) / 2]),
              sorted.length == 0 ? null : micros(sorted[sorted.length - 1]),
              maxGapNanos[second] == 0 ? null : micros(maxGapNanos[second]),
              Math.round(tokens[second])));
    }
    return seconds;
  }

  private static @Nullable Long micros(long nanos) {
    return nanos / 1000;
  }

  /** Times to first token by the second in which the token came. */
  private long[][] ttfts(Points points) {
    int[] counts = new int[length];
    for (int i = 0; i < points.size(); i++) {
      if (points.timed(i)) {
        counts[Math.min(length - 1, second(points.firstToken(i)))]++;
      }
    }
    long[][] ttfts = new long[length][];
    for (int second = 0; second < length; second++) {
      ttfts[second] = new long[counts[second]];
    }
    for (int i = 0; i < points.size(); i++) {
      if (points.timed(i)) {
        int second = Math.min(length - 1, second(points.firstToken(i)));
        ttfts[second][--counts[second]] = points.ttftNanos(i);
      }
    }
    return ttfts;
  }
}
