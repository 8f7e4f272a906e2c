package io.faultstream.cluster.discovery;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at a directory whenever the system reports a change, and each 100 ms in any case (leases
 * expire without a change, and reports can be lost).
 */
final class DirectoryWatch implements AutoCloseable, Runnable {

  private static final long PERIOD_MILLIS = 100;

  private final WatchService events;
  private final Supplier<List<Instance>> scan;
  private final Consumer<List<Instance>> watcher;

  private DirectoryWatch(
      WatchService events, Supplier<List<Instance>> scan, Consumer<List<Instance>> watcher) {
    this.events = events;
    this.scan = scan;
    this.watcher = watcher;
  }

  static DirectoryWatch start(
      Path directory, Supplier<List<Instance>> scan, Consumer<List<Instance>> watcher)
      throws IOException {
    WatchService events = directory.getFileSystem().newWatchService();
    directory.register(events, ENTRY_CREATE, ENTRY_DELETE);
    DirectoryWatch watch = new DirectoryWatch(events, scan, watcher);
    Thread thread = new Thread(watch, "discovery");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  @Override
  public void run() {
    try {
      List<Instance> before = scan.get();
      watcher.accept(before);
      while (true) {
        WatchKey key = events.poll(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        List<Instance> now = scan.get();
        if (!now.equals(before)) {
          watcher.accept(now);
          before = now;
        }
      }
    } catch (ClosedWatchServiceException closed) {
      // The end of the watch, asked for by close().
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
