package io.faultstream.load;

import io.faultstream.spec.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The requests that have not ended, so that a run can end them all. Thread-safe. */
public final class OpenRequests {
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void add(Exchange exchange) {
    exchanges.add(exchange);
    if (closed) {
      exchange.abandon();
    }
  }

  void remove(Exchange exchange) {
    exchanges.remove(exchange);
  }

  /** Whether no other is to be sent. */
  boolean closed() {
    return closed;
  }

  /** How many there are. */
  public int count() {
    return exchanges.size();
  }

  /** So many of a phase that a burst may take, the first in this order; none with fewer. */
  List<Exchange> take(int count, Phase phase, ToLongFunction<Exchange> order) {
    List<Exchange> free =
        exchanges.stream()
            .filter(exchange -> exchange.sent().phase() == phase && exchange.free())
            .sorted(Comparator.comparingLong(order))
            .limit(count)
            .toList();
    return free.size() < count ? List.of() : free.stream().filter(Exchange::take).toList();
  }

  /** Ends all of them as abandoned, each on its own event loop; returns at once. */
  public void abandonAll() {
    exchanges.forEach(Exchange::abandon);
  }

  /** Abandons all of them, and no other is sent: the target is about to be ended. */
  public void close() {
    closed = true;
    abandonAll();
  }
}
