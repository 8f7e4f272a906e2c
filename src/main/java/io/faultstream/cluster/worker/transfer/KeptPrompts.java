package io.faultstream.cluster.worker.transfer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prompts that a prefill worker has computed and keeps until a decode worker has fetched them.
 * What nobody asks for is dropped after a while, so that no blocks leak. Thread-safe.
 */
public final class KeptPrompts {

  private final Duration keep;
  private final Ticker ticker;
  private final Log log;

  @GuardedBy("this")
  private final Map<Long, Kept> kept = new HashMap<>();

  /** Why a prompt is kept no longer. */
  public enum End {
    /** A decode worker has it. */
    FETCHED,
    /** The frontend does not want it any more. */
    CANCELLED,
    /** The decode worker went away while it fetched it. */
    DISCONNECTED,
    /** Nobody asked for it. */
    EXPIRED;

    /** The word in log lines. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A prompt that was computed.
   *
   * @param logId the fields of its request for log lines
   * @param free gives back what it holds; called once, on any thread
   */
  public record Prompt(String logId, Runnable free) {}

  private record Kept(Prompt prompt, long sinceNanos, boolean fetching) {}

  /** Keeps none yet, and later each for so long at most. */
  public KeptPrompts(Duration keep, Ticker ticker, Log log) {
    this.keep = keep;
    this.ticker = ticker;
    this.log = log;
  }

  /** Keeps one under an id that no other has. */
  public synchronized void keep(long id, Prompt prompt) {
    kept.put(id, new Kept(prompt, ticker.nanos(), false));
  }

  /** Somebody fetches it now; false when it is not here, or when another fetches it. */
  synchronized boolean fetch(long id) {
    Kept one = kept.get(id);
    if (one == null || one.fetching()) {
      return false;
    }
    kept.put(id, new Kept(one.prompt(), one.sinceNanos(), true));
    return true;
  }

  /** Whether it is here. */
  synchronized boolean has(long id) {
    return kept.containsKey(id);
  }

  /** Lets go of one; false when it is not here. */
  public boolean drop(long id, End why) {
    Kept one = take(id);
    if (one != null) {
      log.info("prompt freed %s reason=%s", one.prompt().logId(), why.word());
      one.prompt().free().run();
    }
    return one != null;
  }

  private synchronized @Nullable Kept take(long id) {
    return kept.remove(id);
  }

  /** Lets go of those that were kept for long enough and that nobody fetches at present. */
  public void expire() {
    long oldest = ticker.nanos() - keep.toNanos();
    for (long id : olderThan(oldest)) {
      drop(id, End.EXPIRED);
    }
  }

  private synchronized List<Long> olderThan(long nanos) {
    List<Long> old = new ArrayList<>();
    kept.forEach(
        (id, one) -> {
          if (!one.fetching() && one.sinceNanos() - nanos <= 0) {
            old.add(id);
          }
        });
    return old;
  }

  /** How many are kept. */
  public synchronized int count() {
    return kept.size();
  }
}
