package io.faultstream.network.proxy;

import io.faultstream.network.proxy.Flow.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy. The dialled is dialled when the link is not cut; until then
 * what the dialler sends waits. An end of one side passes to the other as bytes do, and waits as
 * they do while the link is cut; when nobody is left to see what passes, it is reset. Of the loop's
 * thread.
 */
final class Passage implements Loop.Ready {
  private final Loop loop;
  private final Link link;
  private final InetSocketAddress to;
  private final SocketChannel dialler;
  private final Flow out;
  private final Flow back;
  private @Nullable SocketChannel dialled;
  private boolean connected;
  private boolean closed;

  /** From a socket that was accepted, without blocking. */
  Passage(Loop loop, Link link, Way way, SplittableRandom chance) {
    this.loop = loop;
    this.link = link;
    this.dialler = way.dialler();
    this.to = way.to();
    Flow.Where here = new Flow.Where(loop, link);
    this.out = new Flow(here, this, link.out(), chance);
    this.back = new Flow(here, this, link.back(), chance);
  }

  /** Its two ends. */
  record Way(SocketChannel dialler, InetSocketAddress to) {}

  void begin() {
    link.begins(this);
    Loop.guarded(this, this::treated);
  }

  /** Bytes that wait in it, both ways. */
  int queued() {
    return out.queued() + back.queued();
  }

  /** What is done to its link is another now. */
  void treated() {
    out.treated();
    back.treated();
    if (!closed && dialled == null && !link.treatment().cut()) {
      dial();
    }
    pump();
  }

  private void dial() {
    try {
      SocketChannel socket = SocketChannel.open();
      dialled = socket;
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connected = socket.connect(to);
    } catch (IOException e) {
      close(true);
    }
  }

  @Override
  public void ready(SelectionKey key) {
    boolean ofDialler = key.channel().equals(dialler);
    if (key.isConnectable()) {
      connect();
    } else if (key.isReadable()) {
      Result result = ofDialler ? out.read(dialler) : back.read((SocketChannel) key.channel());
      if (result == Result.RESET) {
        reset();
      }
    }
    pump();
  }

  private void connect() {
    try {
      connected = dialled != null && dialled.finishConnect();
    } catch (IOException e) {
      // Nobody listens there: its dialler learns it as it would without us, a little later.
      close(true);
    }
  }

  /** Breaks it for both ends. */
  void reset() {
    if (!closed) {
      link.wasReset();
      close(true);
    }
  }

  private void pump() {
    if (closed) {
      return;
    }
    SocketChannel there = dialled;
    if (connected && there != null) {
      settle(out.write(there, this::pump), out, back);
      if (!closed) {
        settle(back.write(dialler, this::pump), back, out);
      }
    }
    if (out.finished() && back.finished()) {
      close(false);
    } else if (forsaken()) {
      close(true);
    }
    if (!closed) {
      listen();
    }
  }

  /** Whether who dialled has given up, and so has the other, if it ever heard of it. */
  private boolean forsaken() {
    return link.treatment().cut() && out.ended() && (dialled == null || back.ended());
  }

  private void settle(Result result, Flow flow, Flow opposite) {
    if (result == Result.RESET) {
      close(true);
    } else if (result == Result.BROKEN) {
      flow.abandon();
      opposite.end(Chunk.Kind.RST);
    }
  }

  private void listen() {
    SocketChannel there = dialled;
    try {
      ops(dialler, (out.wantsToRead() ? SelectionKey.OP_READ : 0) | writes(back));
      if (there != null) {
        ops(
            there,
            connected
                ? (back.wantsToRead() ? SelectionKey.OP_READ : 0) | writes(out)
                : SelectionKey.OP_CONNECT);
      }
    } catch (ClosedChannelException e) {
      close(true);
    }
  }

  private static int writes(Flow flow) {
    return flow.wantsToWrite() ? SelectionKey.OP_WRITE : 0;
  }

  private void ops(SocketChannel socket, int ops) throws ClosedChannelException {
    socket.register(loop.selector(), ops, this);
  }

  @Override
  public void failed() {
    close(true);
  }

  @Override
  public String toString() {
    return "a connection of " + link.name();
  }

  private void close(boolean hard) {
    if (closed) {
      return;
    }
    closed = true;
    link.ends(this);
    out.abandon();
    back.abandon();
    end(dialler, hard);
    if (dialled != null) {
      end(dialled, hard);
    }
  }

  private static void end(SocketChannel socket, boolean hard) {
    if (hard) {
      Sockets.reset(socket);
    } else {
      Sockets.close(socket);
    }
  }
}
