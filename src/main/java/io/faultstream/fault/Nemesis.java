package io.faultstream.fault;

import io.faultstream.spec.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Plays the schedule on a thread of its own. Thread-safe. */
public final class Nemesis implements AutoCloseable {
  private final Scene scene;

  /** Plays on this scene. */
  public Nemesis(Scene scene) {
    this.scene = scene;
  }

  /**
   * Plays one fault; called at the start of its phase, never blocks.
   *
   * @return completed when its last step is recorded; whether all steps were ok
   */
  public CompletableFuture<Boolean> play(FaultSpec spec) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException(spec + " " + scene));
  }

  /** Ends all holds and waits now, undoes, and starts no other fault; any number of times. */
  public void endEarly(String reason) {}

  /**
   * Undoes all that is broken, last first, going on past failures; for the normal end and for the
   * shutdown hook. Any number of times, from any thread.
   *
   * @return what is still broken, a sentence each; empty when nothing is
   */
  public List<String> undoAll(Duration within) {
    return List.of();
  }

  /** Ends the thread; undoes nothing. */
  @Override
  public void close() {}
}
