package io.faultstream.network.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections to one member come in. One whose dialler is not known yet waits, unread, for a
 * while, and is reset after it. Of the loop's thread, once it is open.
 */
final class Entrance implements Loop.Ready {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
  private static final int BACKLOG = 128;

  /** Of those whose dialler is not known yet; the next wait with the kernel. */
  private static final int MOST_WAITING = 64;

  private static final long AGAIN_NANOS = 50_000_000;
  private static final long KNOWN_WITHIN_NANOS = 5_000_000_000L;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Loop loop;
  private final ServerSocketChannel socket;
  private final Guide guide;
  private int waiting;
  private boolean failing;

  /** Who knows where a connection belongs. */
  interface Guide {
    /** The link of a connection from this port; empty when its dialler is not known yet. */
    Optional<Link> link(int diallerPort);

    /** Takes one over, or resets it. */
    void begin(Link link, SocketChannel dialler);
  }

  /** At a socket that does not block. */
  Entrance(Loop loop, ServerSocketChannel socket, Guide guide) {
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
    if (waiting >= MOST_WAITING) {
      pause(key);
      return;
    }
    try {
      SocketChannel dialler = socket.accept();
      if (dialler != null) {
        enter(dialler);
      }
      failing = false;
    } catch (IOException e) {
      // It was gone before it was taken, or there are no more descriptors: the next may do better.
      if (!failing) {
        LOG.warn("a connection to {} was not taken", this, e);
      }
      failing = true;
      pause(key);
    }
  }

  /** Those who dial wait with the kernel, and those who are there go on. */
  private void pause(SelectionKey key) {
    key.interestOps(0);
    loop.at(loop.now() + AGAIN_NANOS, this, () -> again(key));
  }

  private static void again(SelectionKey key) {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void enter(SocketChannel dialler) throws IOException {
    try {
      dialler.configureBlocking(false);
      dialler.setOption(StandardSocketOptions.TCP_NODELAY, true);
      int port = ((InetSocketAddress) dialler.getRemoteAddress()).getPort();
      Newcomer newcomer = new Newcomer(dialler, port, loop.now() + KNOWN_WITHIN_NANOS);
      // Not to be read, but closed with the loop.
      dialler.register(loop.selector(), 0, newcomer);
      waiting++;
      Loop.guarded(newcomer, newcomer::introduce);
    } catch (IOException | RuntimeException e) {
      Sockets.close(dialler);
      throw e;
    }
  }

  @Override
  public void failed() {
    // Each newcomer gives up by itself; the entrance stays open for the next.
  }

  @Override
  public String toString() {
    return "the entrance " + socket.socket().getLocalSocketAddress();
  }

  /** One whose link is not known yet. */
  private final class Newcomer implements Loop.Ready {
    private final SocketChannel dialler;
    private final int port;
    private final long until;
    private boolean left;

    Newcomer(SocketChannel dialler, int port, long until) {
      this.dialler = dialler;
      this.port = port;
      this.until = until;
    }

    void introduce() {
      Optional<Link> link = guide.link(port);
      if (link.isPresent()) {
        leave();
        guide.begin(link.orElseThrow(), dialler);
      } else if (loop.now() - until < 0) {
        loop.at(loop.now() + AGAIN_NANOS, this, this::introduce);
      } else {
        failed();
      }
    }

    private void leave() {
      if (!left) {
        left = true;
        waiting--;
      }
    }

    @Override
    public void ready(SelectionKey key) {
      // It waits.
    }

    @Override
    public void failed() {
      leave();
      Sockets.reset(dialler);
    }

    @Override
    public String toString() {
      return "a connection from port " + port;
    }
  }
}
