package io.faultstream.load.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.Observation.EdgeGap;
import io.faultstream.history.Observation.Gap;
import org.junit.jupiter.api.Test;

final class StreamTimesTest {
  private final FaultEdges edges = new FaultEdges();

  @Test
  void threeLongestGapsAreKeptLongestFirst() {
    StreamTimes times = new StreamTimes(edges, 0);
    long at = 1000;
    times.chunk(at);
    for (long gap : new long[] {5, 50, 7, 90, 60, 3}) {
      at += gap;
      assertThat(times.chunk(at)).isEqualTo(gap);
    }
    assertThat(times.longestGaps())
        .containsExactly(new Gap(1062, 90), new Gap(1152, 60), new Gap(1005, 50));
  }

  @Test
  void theWayToTheFirstChunkIsNoGap() {
    StreamTimes times = new StreamTimes(edges, 0);
    assertThat(times.chunk(1_000_000)).isEqualTo(-1);
    assertThat(times.longestGaps()).isEmpty();
  }

  @Test
  void theGapAcrossAnEdgeIsKept() {
    StreamTimes times = new StreamTimes(edges, 0);
    times.chunk(10);
    edges.add(15);
    times.chunk(40);
    times.chunk(50);
    assertThat(times.edgeGaps()).containsExactly(new EdgeGap(0, 10, 30));
  }

  @Test
  void anEdgeBeforeTheFirstChunkCountsFromTheSending() {
    StreamTimes times = new StreamTimes(edges, 5);
    edges.add(7);
    times.chunk(20);
    assertThat(times.edgeGaps()).containsExactly(new EdgeGap(0, 5, 15));
  }

  @Test
  void anEdgeBeforeTheSendingIsNotThisStreams() {
    edges.add(3);
    StreamTimes times = new StreamTimes(edges, 5);
    times.chunk(20);
    assertThat(times.edgeGaps()).isEmpty();
  }

  @Test
  void anEdgeAfterTheLastChunkLiesInTheSilenceBeforeTheEnd() {
    StreamTimes times = new StreamTimes(edges, 0);
    times.chunk(10);
    edges.add(11);
    times.end(500);
    assertThat(times.edgeGaps()).containsExactly(new EdgeGap(0, 10, 490));
  }

  @Test
  void anEdgeWhoseTimeIsStillToComeIsNotLost() {
    StreamTimes times = new StreamTimes(edges, 0);
    edges.add(30);
    times.chunk(20);
    times.chunk(45);
    assertThat(times.edgeGaps()).containsExactly(new EdgeGap(0, 20, 25));
  }

  @Test
  void chunkTimesAreBounded() {
    StreamTimes times = new StreamTimes(edges, 0);
    for (int i = 0; i < StreamTimes.MAX_CHUNK_TIMES + 100; i++) {
      times.chunk(i * 1000L);
    }
    assertThat(times.chunkMicros()).hasSize(StreamTimes.MAX_CHUNK_TIMES);
    assertThat(times.chunks()).isEqualTo(StreamTimes.MAX_CHUNK_TIMES + 100);
  }
}
