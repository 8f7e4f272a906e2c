package io.faultstream.experiment.store;

import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.experiment.store.Asking.Question;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;

/**
 * Reads the key of the last acknowledged write, as of now and as the same member has it, at each
 * member in turn: a stale one shall be met. Used by one thread.
 */
final class StoreReader {
  private static final int CLIENT = 2;

  private final Asking asking;
  private int turn;

  StoreReader(Asking asking) {
    this.asking = asking;
  }

  /** Reads once both ways; nothing before the first write. */
  void read() throws InterruptedException {
    StoreOperation write = asking.last().get();
    if (write != null) {
      TimedCalls member = asking.member(turn);
      turn++;
      asking.ask(new Question(CLIENT, Kind.GET, write.key(), null), member);
      asking.ask(new Question(CLIENT, Kind.GET_LOCAL, write.key(), null), member);
    }
  }
}
