package io.faultstream.experiment.store;

import io.faultstream.experiment.store.Asking.Question;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;

/**
 * Writes one numbered key after the other, each once: a write that failed is not repeated, so that
 * it is known of each key which write made it. After a failure the next member is asked. Used by
 * one thread.
 */
final class StoreWriter {
  private static final int CLIENT = 1;

  private final Asking asking;
  private long number;
  private int turn;

  StoreWriter(Asking asking) {
    this.asking = asking;
  }

  /** Writes the next one. */
  void write() throws InterruptedException {
    String key = StoreOperation.key(number);
    Question question = new Question(CLIENT, Kind.PUT, key, "value " + number);
    number++;
    if (!asking.ask(question, asking.member(turn)).ok()) {
      turn++;
    }
  }
}
