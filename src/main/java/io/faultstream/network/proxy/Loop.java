package io.faultstream.network.proxy;

import io.faultstream.time.RunClock;
import io.faultstream.time.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that forwards: it sleeps until a socket is ready, a time has come, or somebody
 * calls. Everything but {@link #call} and {@link #close} belongs to that thread.
 */
final class Loop implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** The most that is read at once. */
  static final int ROOM = 16 << 10;

  private final ByteBuffer scratch = ByteBuffer.allocateDirect(ROOM);
  private final Ticker clock = RunClock.startingNow();
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
  private volatile boolean over;

  /** What is attached to a key, and what has something done later. */
  interface Ready {
    /** Its socket is ready; must not block. */
    void ready(SelectionKey key);

    /** Its work failed as it never should: it gives up, so that all others go on. */
    void failed();
  }

  private record Timer(long atNanos, Ready whose, Runnable work) {}

  Loop(String name) throws IOException {
    selector = Selector.open();
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins. */
  void start() {
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** An empty buffer for what is read, free again when the caller returns to the loop. */
  ByteBuffer scratch() {
    return scratch.clear();
  }

  /** Nanoseconds since it was made. */
  long now() {
    return clock.nanos();
  }

  /** Does it at this time, or as soon after it as it can. */
  void at(long nanos, Ready whose, Runnable work) {
    timers.add(new Timer(nanos, whose, work));
  }

  /** Does it now; what it throws ends nothing but the one whose work it is. */
  static void guarded(Ready whose, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("{} failed and gives up", whose, e);
      whose.failed();
    }
  }

  /**
   * Has it done by the loop, and waits for it; from any other thread.
   *
   * @throws IOException when it failed or was not done in time, or the loop is over
   */
  <T> T call(Callable<T> work) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    calls.add(task);
    selector.wakeup();
    try {
      return task.get(over ? 0 : ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String said = cause instanceof IOException ? cause.getMessage() : String.valueOf(cause);
      throw new IOException(said, e);
    } catch (TimeoutException e) {
      task.cancel(false);
      throw new IOException(over ? "the proxy is closed" : "the proxy does not answer", e);
    }
  }

  private void run() {
    try {
      while (!over) {
        selector.select(untilNext());
        turn();
      }
    } catch (IOException e) {
      // Without its selector there is nothing that could go on.
      LOG.error("the proxy ends, and with it all connections through it", e);
    } finally {
      over = true;
      closeAll();
    }
  }

  /** Milliseconds until the next timer, at least 1; 0: there is none. */
  private long untilNext() {
    Timer next = timers.peek();
    if (!calls.isEmpty()) {
      return 1;
    }
    return next == null ? 0 : Math.max(1, (next.atNanos() - now() + 999_999) / 1_000_000);
  }

  private void turn() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof Ready ready) {
        guarded(ready, () -> ready.ready(key));
      }
    }
    selector.selectedKeys().clear();
    long now = now();
    while (!timers.isEmpty() && timers.element().atNanos() - now <= 0) {
      Timer due = timers.remove();
      guarded(due.whose(), due.work());
    }
    for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
      call.run();
    }
  }

  private void closeAll() {
    if (!selector.isOpen()) {
      return;
    }
    for (SelectionKey key : selector.keys()) {
      Sockets.close(key.channel());
    }
    Sockets.close(selector);
  }

  /** Closes all its sockets and ends; any number of times. */
  @Override
  public void close() throws IOException {
    over = true;
    selector.wakeup();
    if (!thread.isAlive()) {
      closeAll();
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(ANSWER.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IOException("the proxy's thread did not end");
    }
  }
}
