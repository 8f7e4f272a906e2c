package io.faultstream.cluster.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.cluster.text.TokenIds;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

  private final List<String> seen = new ArrayList<>();
  private final FrameReader reader = new FrameReader(this::note);

  private void note(Frame frame) {
    String payload =
        switch (frame.type()) {
          case REQUEST -> show(frame.request());
          case TOKENS -> frame.tokenCount() + ":" + frame.token(0);
          case FINISHED -> Integer.toString(frame.promptTokens());
          case FAILED -> frame.message();
          case PREFILLED -> frame.place().toString();
          case FETCH -> Long.toHexString(frame.promptId());
          case CANCEL, ACCEPTED, REJECTED, QUEUED, SHUTDOWN, FETCHED, LOST, UNREACHABLE -> "";
        };
    seen.add(frame.type() + "#" + frame.stream() + " " + payload);
  }

  private static String show(WorkRequest request) {
    String place = request.prompt().map(one -> " at " + one).orElse("");
    return request.logId() + " " + request.tokens().size() + "/" + request.maxTokens() + place;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000})
  void framesSurviveAnyCutting(int piece) {
    TokenIds tokens = new TokenIds(2);
    tokens.add(7);
    tokens.add(8);
    Buffer all = Buffer.buffer();
    Frames.request(all, 4, new WorkRequest(new UUID(1, 2), "ü", tokens, 9));
    Frames.bare(all, FrameType.QUEUED, 4);
    Frames.bare(all, FrameType.ACCEPTED, 4);
    Frames.token(all, 4, 77);
    Frames.finished(all, 4, 69);
    Frames.failed(all, 5, "too long");
    for (int at = 0; at < all.length(); at += piece) {
      reader.handle(all.getBuffer(at, Math.min(all.length(), at + piece)));
    }
    assertThat(seen)
        .containsExactly(
            "REQUEST#4 request_id=00000000-0000-0001-0000-000000000002 x_request_id=\"ü\" 2/9",
            "QUEUED#4 ",
            "ACCEPTED#4 ",
            "TOKENS#4 1:77",
            "FINISHED#4 69",
            "FAILED#5 too long");
  }

  private static Buffer placed(TokenIds tokens) {
    PromptPlace place = new PromptPlace("127.0.0.1", 65_535, 0x1_0000_0002L);
    Buffer all = Buffer.buffer();
    Frames.prefilled(all, 4, place);
    Frames.request(all, 5, new WorkRequest(new UUID(1, 2), "", tokens, 9).withPrompt(place));
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000})
  void promptsAndTheirPlacesSurviveAnyCutting(int piece) {
    TokenIds tokens = new TokenIds(1);
    tokens.add(7);
    Buffer all = placed(tokens);
    Frames.fetch(all, 0, 0x1_0000_0002L);
    Frames.bare(all, FrameType.FETCHED, 0);
    Frames.bare(all, FrameType.LOST, 0);
    Frames.bare(all, FrameType.UNREACHABLE, 5);
    for (int at = 0; at < all.length(); at += piece) {
      reader.handle(all.getBuffer(at, Math.min(all.length(), at + piece)));
    }
    assertThat(seen)
        .containsExactly(
            "PREFILLED#4 127.0.0.1:65535/100000002",
            "REQUEST#5 request_id=00000000-0000-0001-0000-000000000002 1/9"
                + " at 127.0.0.1:65535/100000002",
            "FETCH#0 100000002",
            "FETCHED#0 ",
            "LOST#0 ",
            "UNREACHABLE#5 ");
  }

  @Test
  void placesThatAreCutOffAreRefused() {
    Buffer frame = Buffer.buffer();
    Frames.prefilled(frame, 4, new PromptPlace("a host", 1, 2));
    for (int hostBytes : List.of(0, 7, -1, 1 << 30)) {
      Buffer broken = frame.copy().setInt(9, hostBytes);
      assertThatThrownBy(() -> reader.handle(broken)).isInstanceOf(MalformedFrameException.class);
    }
  }

  @Test
  void bytesThatAreNoFrameAreRefused() {
    assertThatThrownBy(() -> reader.handle(Buffer.buffer("GET / HTTP/1.1\r\n\r\n")))
        .isInstanceOf(MalformedFrameException.class);
  }
}
