package io.faultstream.cluster.discovery;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * A lease as a file that a daemon thread touches again and again. Touching fails when a reader has
 * deleted the file: then the lease is lost for good.
 */
final class KeptFile implements Discovery.Lease, Runnable {

  private final Path file;
  private final Duration period;
  private final Ticker ticker;
  private final Log log;
  private volatile boolean ended;

  private KeptFile(Path file, Duration period, Ticker ticker, Log log) {
    this.file = file;
    this.period = period;
    this.ticker = ticker;
    this.log = log;
  }

  static KeptFile start(Path file, Duration period, Ticker ticker, Log log) {
    KeptFile kept = new KeptFile(file, period, ticker, log);
    Thread thread = new Thread(kept, "lease");
    thread.setDaemon(true);
    thread.start();
    return kept;
  }

  @Override
  public void run() {
    while (!ended) {
      long deadline = ticker.nanos() + period.toNanos();
      while (!ended && ticker.nanos() - deadline < 0) {
        ticker.parkUntil(deadline);
      }
      touch();
    }
  }

  private void touch() {
    if (ended) {
      return;
    }
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(ticker.wallMillis()));
    } catch (NoSuchFileException lost) {
      if (!ended) {
        log.warn("FileStore::keep_alive failed opening owned file %s: No such file", file);
      }
      ended = true;
    } catch (IOException failed) {
      log.warn("FileStore::keep_alive failed, trying again: %s", failed);
    }
  }

  @Override
  public void revoke() {
    ended = true;
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      log.warn("discovery: cannot delete %s: %s", file, failed);
    }
  }
}
