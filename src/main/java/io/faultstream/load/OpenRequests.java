package io.faultstream.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that have not ended, so that a run can end them all. Thread-safe. */
public final class OpenRequests {
  private volatile boolean closed;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

  void add(Exchange exchange) {
    exchanges.add(exchange);
    if (closed) {
      exchange.abandon();
    }
  }

  void remove(Exchange exchange) {
    exchanges.remove(exchange);
  }

  /** Ends all of them as abandoned, and each that is still begun; returns at once. */
  public void close() {
    closed = true;
    abandonAll();
  }

  /** How many there are. */
  public int count() {
    return exchanges.size();
  }

  /** Ends all of them as abandoned, each on its own event loop; returns at once. */
  public void abandonAll() {
    exchanges.forEach(Exchange::abandon);
  }
}
