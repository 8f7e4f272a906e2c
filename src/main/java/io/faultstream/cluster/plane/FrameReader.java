package io.faultstream.cluster.plane;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives on a connection into frames. A frame is valid only while its consumer runs. For
 * one connection, on its event loop.
 */
public final class FrameReader implements Handler<Buffer> {

  /** No frame is longer: far above a prompt of any context length here. */
  private static final int MAX_BYTES = 64 << 20;

  private final Consumer<Frame> consumer;
  private @Nullable Buffer rest;

  /** Hands each whole frame to the consumer, in order. */
  public FrameReader(Consumer<Frame> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void handle(Buffer arrived) {
    Buffer all = rest == null ? arrived : rest.appendBuffer(arrived);
    rest = null;
    int at = 0;
    while (all.length() - at >= 4) {
      int length = all.getInt(at);
      if (length < Frame.HEADER_BYTES || length > MAX_BYTES) {
        throw new MalformedFrameException("frame of " + length + " bytes");
      }
      if (all.length() - at - 4 < length) {
        break;
      }
      consumer.accept(new Frame(all, at + 4, at + 4 + length));
      at += 4 + length;
    }
    if (at < all.length()) {
      rest = Buffer.buffer(all.length() - at).appendBuffer(all, at, all.length() - at);
    }
  }
}
