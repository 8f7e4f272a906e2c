package io.faultstream.network.proxy;

import io.faultstream.network.proxy.Chunk.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * What goes one way of a connection: read as long as there is room, kept in order until it is due
 * and may pass, then written. What is cut off waits here, as with TCP it would wait at its sender;
 * when there is no room, the sender's own end fills. Of the loop's thread.
 */
final class Flow {
  /** Of a delayed flow it bounds the pace too: 256 KiB at 300 ms are 850 KB/s. */
  private static final int ROOM = 256 << 10;

  private static final int PIECE = Loop.ROOM;

  /** With a limit, a second's worth is cut into so many pieces. */
  private static final int PIECES = 20;

  /** A lost packet is sent again after this (TCP_RTO_MIN of the kernel), doubled each time. */
  private static final long AGAIN_NANOS = 200_000_000;

  private static final int MOST_AGAIN = 3;

  private final Loop loop;
  private final Loop.Ready whose;
  private final Link link;
  private final Pace pace;
  private final SplittableRandom chance;
  private final ArrayDeque<Chunk> queue = new ArrayDeque<>();
  private int queued;
  private long lastDue;
  private boolean ended;
  private boolean finished;
  private boolean full;
  private boolean waking;
  private long wakeAt;

  /** When the next bytes may go, where there is a limit: shared by all connections of a link. */
  static final class Pace {
    private long freeAt;

    /** There is another limit now, or none. */
    void free() {
      freeAt = 0;
    }
  }

  /**
   * Of a connection.
   *
   * @param whose the connection
   * @param pace of this way of its link
   */
  Flow(Where where, Loop.Ready whose, Pace pace, SplittableRandom chance) {
    this.loop = where.loop();
    this.link = where.link();
    this.whose = whose;
    this.pace = pace;
    this.chance = chance;
  }

  /** The link it is on, and who forwards. */
  record Where(Loop loop, Link link) {}

  /** Bytes that wait. */
  int queued() {
    return queued;
  }

  boolean wantsToRead() {
    return !ended && queued < ROOM;
  }

  boolean wantsToWrite() {
    return full;
  }

  /** Whether its sender sends no more; what it sent may still wait. */
  boolean ended() {
    return ended;
  }

  /** Whether its end was passed on, or nobody takes it any more. */
  boolean finished() {
    return finished;
  }

  /** What came of a step. */
  enum Result {
    GOES_ON,
    /** What was lost was lost too often, or its sender broke: both ends are to be reset. */
    RESET,
    /** Its receiver is gone. */
    BROKEN
  }

  /** Takes what the sender has sent. */
  Result read(SocketChannel from) {
    ByteBuffer bytes = loop.scratch();
    int count;
    try {
      count = from.read(bytes);
    } catch (IOException e) {
      end(Kind.RST);
      return Result.GOES_ON;
    }
    if (count < 0) {
      end(Kind.FIN);
      return Result.GOES_ON;
    }
    if (count == 0) {
      return Result.GOES_ON;
    }
    ByteBuffer copy = ByteBuffer.allocate(count);
    copy.put(bytes.flip()).flip();
    return take(copy);
  }

  private Result take(ByteBuffer bytes) {
    link.wanted(bytes.remaining());
    long due = loop.now() + link.treatment().delayNanos();
    double loss = link.treatment().loss();
    if (loss > 0 && chance.nextDouble() < loss) {
      link.stalled();
      if (chance.nextDouble() < loss) {
        return Result.RESET;
      }
      due += stall(loss);
    }
    add(new Chunk(Kind.BYTES, bytes, Math.max(due, lastDue)));
    return Result.GOES_ON;
  }

  private long stall(double loss) {
    long again = AGAIN_NANOS;
    long all = again;
    for (int i = 0; i < MOST_AGAIN && chance.nextDouble() < loss; i++) {
      again *= 2;
      all += again;
    }
    return all;
  }

  /** Its sender ended; that passes as everything does. */
  void end(Kind kind) {
    if (!ended) {
      ended = true;
      long due = loop.now() + link.treatment().delayNanos();
      add(Chunk.end(kind, Math.max(due, lastDue)));
    }
  }

  private void add(Chunk chunk) {
    lastDue = chunk.dueNanos();
    queued += chunk.bytes().remaining();
    queue.add(chunk);
  }

  /** What is done to its link is another now: nothing that waits is later than that makes it. */
  void treated() {
    long latest = loop.now() + link.treatment().delayNanos();
    lastDue = Math.min(lastDue, latest);
    for (int i = queue.size(); i > 0; i--) {
      queue.add(queue.remove().dueBy(latest));
    }
  }

  /** Nobody takes it any more. */
  void abandon() {
    ended = true;
    finished = true;
    full = false;
    queue.clear();
    queued = 0;
  }

  /**
   * Passes on what is due and may pass.
   *
   * @param again asked for once more may pass by the time alone
   */
  Result write(SocketChannel to, Runnable again) {
    full = false;
    while (!queue.isEmpty() && !link.treatment().cut()) {
      Chunk head = queue.element();
      long wait = Math.max(head.dueNanos(), pace.freeAt) - loop.now();
      if (wait > 0) {
        wake(loop.now() + wait, again);
        return Result.GOES_ON;
      }
      if (head.kind() != Kind.BYTES) {
        return finish(head.kind(), to);
      }
      if (!write(head.bytes(), to)) {
        return Result.BROKEN;
      }
      if (full) {
        return Result.GOES_ON;
      }
      if (!head.bytes().hasRemaining()) {
        queue.remove();
      }
    }
    return Result.GOES_ON;
  }

  private boolean write(ByteBuffer bytes, SocketChannel to) {
    long limit = link.treatment().bytesPerSecond();
    int most = limit == 0 ? PIECE : (int) Math.max(1, Math.min(PIECE, limit / PIECES));
    ByteBuffer piece = bytes.slice(bytes.position(), Math.min(bytes.remaining(), most));
    int count;
    try {
      count = to.write(piece);
    } catch (IOException e) {
      return false;
    }
    full = piece.hasRemaining();
    bytes.position(bytes.position() + count);
    queued -= count;
    link.forwarded(count);
    pace.freeAt = limit == 0 ? 0 : loop.now() + count * 1_000_000_000L / limit;
    return true;
  }

  private Result finish(Kind kind, SocketChannel to) {
    queue.remove();
    finished = true;
    if (kind == Kind.RST) {
      return Result.RESET;
    }
    try {
      to.shutdownOutput();
    } catch (IOException e) {
      return Result.BROKEN;
    }
    return Result.GOES_ON;
  }

  private void wake(long at, Runnable again) {
    if (waking && wakeAt - at <= 0) {
      return;
    }
    waking = true;
    wakeAt = at;
    loop.at(
        at,
        whose,
        () -> {
          if (wakeAt == at) {
            waking = false;
          }
          again.run();
        });
  }
}
