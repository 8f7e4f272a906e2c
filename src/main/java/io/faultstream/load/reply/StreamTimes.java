package io.faultstream.load.reply;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arrival times of one stream's chunks: its three longest gaps, the gap across each fault edge,
 * and the times themselves up to a bound. Nanoseconds from the run's start. Not thread-safe.
 */
final class StreamTimes {
  /** Chunk times kept of one stream; the rest of a longer stream leaves its aggregates. */
  static final int MAX_CHUNK_TIMES = 16_384;

  private static final int LONGEST = 3;

  private final FaultEdges edges;
  private final long sentNanos;
  private final List<EdgeGap> edgeGaps = new ArrayList<>(0);
  private final long[] gapNanos = new long[LONGEST];
  private final long[] gapStarts = new long[LONGEST];
  private int[] chunkMicros = new int[128];
  private int chunks;
  private int edgesSeen;
  private long lastNanos;

  StreamTimes(FaultEdges edges, long sentNanos) {
    this.edges = edges;
    this.sentNanos = sentNanos;
    this.lastNanos = sentNanos;
    this.edgesSeen = edges.count();
  }

  /** A chunk with content came; returns the gap before it, or -1 for the first. */
  long chunk(long nowNanos) {
    crossEdges(nowNanos);
    long gap = chunks == 0 ? -1 : nowNanos - lastNanos;
    if (gap >= 0) {
      keepIfLong(lastNanos, gap);
    }
    if (chunks < MAX_CHUNK_TIMES) {
      if (chunks == chunkMicros.length) {
        chunkMicros = Arrays.copyOf(chunkMicros, chunks * 2);
      }
      chunkMicros[chunks] = (int) Math.min(Integer.MAX_VALUE, (nowNanos - sentNanos) / 1000);
    }
    chunks++;
    lastNanos = nowNanos;
    return gap;
  }

  /** The reply ended; an edge since the last chunk lies in the silence before the end. */
  void end(long nowNanos) {
    crossEdges(nowNanos);
  }

  private void crossEdges(long nowNanos) {
    while (edgesSeen < edges.count() && edges.at(edgesSeen) <= nowNanos) {
      edgeGaps.add(new EdgeGap(edgesSeen, lastNanos, nowNanos - lastNanos));
      edgesSeen++;
    }
  }

  private void keepIfLong(long start, long gap) {
    int at = LONGEST;
    while (at > 0 && gap > gapNanos[at - 1]) {
      at--;
    }
    for (int i = LONGEST - 1; i > at; i--) {
      gapNanos[i] = gapNanos[i - 1];
      gapStarts[i] = gapStarts[i - 1];
    }
    if (at < LONGEST) {
      gapNanos[at] = gap;
      gapStarts[at] = start;
    }
  }

  int chunks() {
    return chunks;
  }

  long lastNanos() {
    return lastNanos;
  }

  boolean crossedAnEdge() {
    return !edgeGaps.isEmpty();
  }

  List<EdgeGap> edgeGaps() {
    return edgeGaps;
  }

  List<Gap> longestGaps() {
    List<Gap> longest = new ArrayList<>(LONGEST);
    for (int i = 0; i < Math.min(LONGEST, chunks - 1); i++) {
      longest.add(new Gap(gapStarts[i], gapNanos[i]));
    }
    return longest;
  }

  List<Integer> chunkMicros() {
    return Arrays.stream(chunkMicros, 0, Math.min(chunks, MAX_CHUNK_TIMES)).boxed().toList();
  }
}
