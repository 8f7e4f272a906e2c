package io.faultstream.network.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Where connections to one member come in. One whose dialler is not known yet waits, unread, for a
 * while, and is reset after it. Of the loop's thread, once it is open.
 */
final class Entrance implements Loop.Ready {
  private static final int BACKLOG = 128;
  private static final long AGAIN_NANOS = 50_000_000;
  private static final long KNOWN_WITHIN_NANOS = 5_000_000_000L;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Loop loop;
  private final ServerSocketChannel socket;
  private final Guide guide;

  /** Who knows where a connection belongs. */
  interface Guide {
    /** The link of a connection from this port; empty when its dialler is not known yet. */
    Optional<Link> link(int diallerPort);

    /** Where it goes. */
    InetSocketAddress to();

    /** Whether there is room for one more. */
    boolean free();

    /** One more is there, or one less. */
    void takes(int more);

    /** Takes one over. */
    void begin(Link link, SocketChannel dialler);
  }

  private Entrance(Loop loop, ServerSocketChannel socket, Guide guide) {
    this.loop = loop;
    this.socket = socket;
    this.guide = guide;
  }

  /** Opens it at a port of 127.0.0.1; before the loop is started. */
  static void open(Loop loop, int port, Guide guide) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(loopback(port), BACKLOG);
      Entrance entrance = new Entrance(loop, socket, guide);
      socket.register(loop.selector(), SelectionKey.OP_ACCEPT, entrance);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
  }

  @Override
  public void ready(SelectionKey key) {
    if (!guide.free()) {
      // Those who dial wait with the kernel, and those who are there go on.
      key.interestOps(0);
      loop.at(loop.now() + AGAIN_NANOS, () -> again(key));
      return;
    }
    try {
      SocketChannel dialler = socket.accept();
      if (dialler != null) {
        dialler.configureBlocking(false);
        dialler.setOption(StandardSocketOptions.TCP_NODELAY, true);
        guide.takes(1);
        int port = ((InetSocketAddress) dialler.getRemoteAddress()).getPort();
        introduce(dialler, port, loop.now() + KNOWN_WITHIN_NANOS);
      }
    } catch (IOException e) {
      // It was gone before it was taken.
      return;
    }
  }

  private static void again(SelectionKey key) {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void introduce(SocketChannel dialler, int port, long until) {
    Optional<Link> link = guide.link(port);
    if (link.isPresent()) {
      guide.begin(link.orElseThrow(), dialler);
    } else if (loop.now() - until < 0) {
      loop.at(loop.now() + AGAIN_NANOS, () -> introduce(dialler, port, until));
    } else {
      Sockets.reset(dialler);
      guide.takes(-1);
    }
  }
}
