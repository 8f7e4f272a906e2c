package io.faultstream.cluster.plane;

import io.faultstream.cluster.text.TokenIds;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Appends frames to a buffer, so that those of one engine step leave in one write. Stateless. */
public final class Frames {

  private Frames() {}

  /** REQUEST. */
  public static void request(Buffer into, int stream, WorkRequest request) {
    byte[] name = request.clientRequestId().getBytes(StandardCharsets.UTF_8);
    TokenIds tokens = request.tokens();
    header(into, FrameType.REQUEST, stream, 24 + name.length + 4 * tokens.size());
    into.appendLong(request.requestId().getMostSignificantBits());
    into.appendLong(request.requestId().getLeastSignificantBits());
    into.appendInt(request.maxTokens());
    into.appendInt(name.length).appendBytes(name);
    for (int i = 0; i < tokens.size(); i++) {
      into.appendInt(tokens.get(i));
    }
  }

  /** CANCEL, ACCEPTED, REJECTED, QUEUED or SHUTDOWN: the frames without a payload. */
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
