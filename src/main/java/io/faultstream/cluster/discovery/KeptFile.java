package io.faultstream.cluster.discovery;

import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * A lease as a file that a daemon thread touches again and again. Touching fails when a reader has
 * deleted the file: then the lease is lost for good, or the file is written anew where that was
 * asked for.
 */
final class KeptFile implements Discovery.Lease, Runnable {

  private final Content content;
  private final Path file;
  private final Duration period;
  private final Ticker ticker;
  private final Log log;
  private volatile boolean ended;

  /** A file, what is in it, and whether it is written anew when it was deleted. */
  record Content(Path file, String text, boolean again) {
    /** Beside its place, then renamed, so that no reader sees half of it. */
    void write() throws IOException {
      Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private KeptFile(Content content, Duration period, Ticker ticker, Log log) {
    this.content = content;
    this.file = content.file();
    this.period = period;
    this.ticker = ticker;
    this.log = log;
  }

  static KeptFile start(Content content, Duration period, Ticker ticker, Log log)
      throws IOException {
    content.write();
    KeptFile kept = new KeptFile(content, period, ticker, log);
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
      lost();
    } catch (IOException failed) {
      log.warn("FileStore::keep_alive failed, trying again: %s", failed);
    }
  }

  /** Never at once with {@link #revoke}: what was revoked is not written again. */
  private synchronized void lost() {
    if (ended) {
      return;
    }
    log.warn("FileStore::keep_alive failed opening owned file %s: No such file", file);
    if (!content.again()) {
      ended = true;
    }
    if (ended) {
      return;
    }
    try {
      content.write();
      log.info("registered again file=%s", file.getFileName());
    } catch (IOException failed) {
      log.warn("cannot register again, trying once more: %s", failed);
    }
  }

  @Override
  public synchronized void revoke() {
    ended = true;
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      log.warn("discovery: cannot delete %s: %s", file, failed);
    }
  }
}
