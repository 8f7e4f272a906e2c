package io.faultstream.cluster.plane;

import io.faultstream.cluster.text.TokenIds;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Appends frames to a buffer, so that those of one engine step leave in one write. Stateless. */
public final class Frames {

  private Frames() {}

  /** REQUEST. */
  public static void request(Buffer into, int stream, WorkRequest request) {
    byte[] name = request.clientRequestId().getBytes(StandardCharsets.UTF_8);
    TokenIds tokens = request.tokens();
    Buffer place = place(request.prompt());
    int bytes = 24 + name.length + place.length() + 4 * tokens.size();
    header(into, FrameType.REQUEST, stream, bytes);
    into.appendLong(request.requestId().getMostSignificantBits());
    into.appendLong(request.requestId().getLeastSignificantBits());
    into.appendInt(request.maxTokens());
    into.appendInt(name.length).appendBytes(name);
    into.appendBuffer(place);
    for (int i = 0; i < tokens.size(); i++) {
      into.appendInt(tokens.get(i));
    }
  }

  /** The length of the host (0: no place), then host, port and id. */
  private static Buffer place(Optional<PromptPlace> place) {
    Buffer bytes = Buffer.buffer();
    byte[] host = place.map(PromptPlace::host).orElse("").getBytes(StandardCharsets.UTF_8);
    bytes.appendInt(host.length).appendBytes(host);
    place.ifPresent(one -> bytes.appendInt(one.port()).appendLong(one.id()));
    return bytes;
  }

  /** PREFILLED. */
  public static void prefilled(Buffer into, int stream, PromptPlace place) {
    Buffer bytes = place(Optional.of(place));
    header(into, FrameType.PREFILLED, stream, bytes.length());
    into.appendBuffer(bytes);
  }

  /** FETCH. */
  public static void fetch(Buffer into, int stream, long id) {
    header(into, FrameType.FETCH, stream, 8);
    into.appendLong(id);
  }

  /** One of the frames without a payload, as CANCEL or ACCEPTED. */
  public static void bare(Buffer into, FrameType type, int stream) {
    header(into, type, stream, 0);
  }

  /** TOKENS with one token. */
  public static void token(Buffer into, int stream, int id) {
    header(into, FrameType.TOKENS, stream, 4);
    into.appendInt(id);
  }

  /** FINISHED. */
  public static void finished(Buffer into, int stream, int promptTokens) {
    header(into, FrameType.FINISHED, stream, 4);
    into.appendInt(promptTokens);
  }

  /** FAILED. */
  public static void failed(Buffer into, int stream, String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    header(into, FrameType.FAILED, stream, text.length);
    into.appendBytes(text);
  }

  private static void header(Buffer into, FrameType type, int stream, int payloadBytes) {
    into.appendInt(Frame.HEADER_BYTES + payloadBytes);
    into.appendByte((byte) type.code());
    into.appendInt(stream);
  }
}
