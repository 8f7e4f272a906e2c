package io.faultstream.load.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
  private static final class Seen implements SseReader.Listener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onEvent(boolean error, byte[] data, int length) {
      events.add((error ? "error|" : "") + new String(data, 0, length, UTF_8));
    }

    @Override
    public void onOversized() {
      events.add("oversized");
    }
  }

  private static List<String> read(byte[]... parts) {
    Seen seen = new Seen();
    SseReader reader = new SseReader(seen);
    for (byte[] part : parts) {
      reader.read(Unpooled.wrappedBuffer(part));
    }
    return seen.events;
  }

  private static List<String> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void everyLineEndCounts(String end) {
    assertThat(read("data: a" + end + end + "data: b" + end + end)).containsExactly("a", "b");
  }

  @Test
  void commentsOtherFieldsAndEventsWithoutDataAreSkipped() {
    assertThat(read(": ping\n\nid: 7\nretry: 3\n\nevent: message\ndata: x\n\n"))
        .containsExactly("x");
  }

  @Test
  void dataLinesOfOneEventAreJoinedWithLineFeed() {
    assertThat(read("data: a\ndata:b\ndata\n\n")).containsExactly("a\nb\n");
  }

  @Test
  void onlyOneSpaceAfterTheColonIsTaken() {
    assertThat(read("data:  two\n\n")).containsExactly(" two");
  }

  @Test
  void errorEventIsMarkedAndForgottenAfterIt() {
    assertThat(read("event: error\ndata: {}\n\ndata: x\n\n")).containsExactly("error|{}", "x");
  }

  @Test
  void errorEventWithoutDataIsAnEvent() {
    assertThat(read("event: error\n: worker lost\n\n")).containsExactly("error|");
  }

  @Test
  void eventWithoutItsBlankLineIsNoEvent() {
    assertThat(read("data: a\n\ndata: cut off\n")).containsExactly("a");
  }

  @Test
  void byteOrderMarkAtTheStartIsSkippedAndItsBytesElsewhereKept() {
    assertThat(read("\uFEFFdata: a\n\ndata: \uFEFF\n\n")).containsExactly("a", "\uFEFF");
  }

  @Test
  void firstByteOfAByteOrderMarkAloneIsKept() {
    byte[] stream = {(byte) 0xEF, ':', '\n', 'd', 'a', 't', 'a', ':', 'x', '\n', '\n'};
    assertThat(read(stream)).containsExactly("x");
  }

  @Test
  void longerEventThanCanBeKeptIsSaidAndTheNextIsRead() {
    String big = "data: " + "x".repeat(SseReader.MAX_EVENT_BYTES + 10) + "\n\n";
    assertThat(read(big + "data: after\n\n")).containsExactly("oversized", "after");
  }

  @Test
  void everySplitOfAStreamGivesTheSameEvents() {
    byte[] stream =
        ("\uFEFF: c\r\ndata: {\"t\":\"é😀\"}\r\n\r\nevent: error\rdata: a\rdata: b\r\r"
                + "data: [DONE]\n\n")
            .getBytes(UTF_8);
    List<String> whole = read(stream);
    assertThat(whole).containsExactly("{\"t\":\"é😀\"}", "error|a\nb", "[DONE]");
    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        List<String> split =
            read(
                java.util.Arrays.copyOfRange(stream, 0, first),
                java.util.Arrays.copyOfRange(stream, first, second),
                java.util.Arrays.copyOfRange(stream, second, stream.length));
        assertThat(split).as("cut at %d and %d", first, second).isEqualTo(whole);
      }
    }
  }

  @Test
  void oneByteAtATimeGivesTheSameEventsForRandomStreams() {
    long seed = 20240611;
    SplittableRandom random = new SplittableRandom(seed);
    String[] pieces = {"data: ", "data:", "\n", "\r", "\r\n", "x", "é", ":", " ", "event: error"};
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] stream = text.toString().getBytes(UTF_8);
      byte[][] single = new byte[stream.length][];
      for (int i = 0; i < stream.length; i++) {
        single[i] = new byte[] {stream[i]};
      }
      assertThat(read(single))
          .as("seed %d, round %d: %s", seed, round, text)
          .isEqualTo(read(stream));
    }
  }
}
