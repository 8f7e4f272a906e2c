package io.faultstream.network.proxy;

import java.nio.ByteBuffer;

/**
 * Something on its way through a flow.
 *
 * @param kind what
 * @param bytes none for an end
 * @param dueNanos not before this it is passed on
 */
record Chunk(Kind kind, ByteBuffer bytes, long dueNanos) {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** What passes. */
  enum Kind {
    BYTES,
    /** The sender will send no more. */
    FIN,
    /** The sender is gone. */
    RST
  }

  /** The same, due at this time at the latest. */
  Chunk dueBy(long nanos) {
    return dueNanos - nanos <= 0 ? this : new Chunk(kind, bytes, nanos);
  }

  static Chunk end(Kind kind, long dueNanos) {
    return new Chunk(kind, NOTHING, dueNanos);
  }
}
