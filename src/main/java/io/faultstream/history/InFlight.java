package io.faultstream.history;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests are open right now, and how many were begun, completed or failed since the
 * start: what the console shows and what conditions of faults read. Thread-safe; the figures are
 * taken one after the other and may be a request apart.
 */
public final class InFlight {
  private final LongAdder begun = new LongAdder();
  private final LongAdder streaming = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();

  /** A request was sent. */
  public void begin() {
    begun.increment();
  }

  /** A first token came. */
  public void firstToken() {
    streaming.increment();
  }

  /** A request ended; {@code hadToken} as told to {@link #firstToken}. */
  public void end(Outcome outcome, boolean hadToken) {
    if (hadToken) {
      streaming.decrement();
    }
    if (outcome == Outcome.COMPLETED) {
      completed.increment();
    } else if (outcome == Outcome.CANCELLED) {
      cancelled.increment();
    } else {
      failed.increment();
    }
  }

  /** Requests that are open. */
  public long open() {
    return begun.sum() - completed.sum() - failed.sum() - cancelled.sum();
  }

  /** Streams that have had a token and are open. */
  public long streams() {
    return streaming.sum();
  }

  /** Requests that completed. */
  public long completed() {
    return completed.sum();
  }

  /** Requests that ended badly. */
  public long failed() {
    return failed.sum();
  }
}
