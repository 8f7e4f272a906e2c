package io.faultstream.load.reply;

import io.faultstream.load.sse.ChunkPicker;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of a reply that is no stream, up to a bound. Not thread-safe. */
final class ReplyBody {
  /** Bytes that are kept; a longer body is cut there, and is no JSON then. */
  static final int MAX_BYTES = 8 << 20;

  private byte[] bytes = {};
  private int length;

  void append(ByteBuf more) {
    int take = Math.min(more.readableBytes(), MAX_BYTES - length);
    if (length + take > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + take, Math.min(MAX_BYTES, length * 2)));
    }
    more.getBytes(more.readerIndex(), bytes, length, take);
    length += take;
  }

  boolean pickInto(ChunkPicker picker) {
    return length > 0 && picker.pick(bytes, length);
  }

  /** The first 16 KiB as text: more than is shown, so that it can be cleaned before it is cut. */
  String start() {
    return new String(bytes, 0, Math.min(length, 16 << 10), StandardCharsets.UTF_8);
  }
}
