package io.faultstream.network.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Ends of sockets. Stateless. */
final class Sockets {
  private Sockets() {}

  /** Closes it; what cannot be closed is gone already. */
  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Its number is given back all the same.
      return;
    }
  }

  /** Closes it so that its other end gets a RST, and loses what was under way. */
  static void reset(SocketChannel socket) {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed or broken already: its other end knows.
      close(socket);
      return;
    }
    close(socket);
  }
}
