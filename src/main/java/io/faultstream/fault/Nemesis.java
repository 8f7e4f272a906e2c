package io.faultstream.fault;

import io.faultstream.spec.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Plays the schedule on a thread of its own, one fault after the other in the order they were asked
 * for; threads beside it only watch for proofs that outlast a hold. Every step is told to the
 * scene's listener, and nothing is skipped silently: a fault that did not happen is told as an
 * effect without proof. Thread-safe.
 */
public final class Nemesis implements AutoCloseable {
  private final Breakage stage;
  private final ExecutorService player =
      Executors.newSingleThreadExecutor(work -> daemon(work, "faultstream-nemesis"));
  private final ExecutorService witness =
      Executors.newCachedThreadPool(work -> daemon(work, "faultstream-witness"));

  /** Plays on this scene. */
  public Nemesis(Scene scene) {
    this.stage = new Breakage(scene);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Plays one fault; called at the start of its phase, never blocks.
   *
   * @return completed when its last step is told, with whether all of them were ok; failed when the
   *     nemesis is closed already
   */
  public CompletableFuture<Boolean> play(FaultSpec spec) {
    Performance performance = new Performance(stage, spec, witness);
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    try {
      player.execute(() -> performance.play(result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /** Ends all holds and waits now and undoes; no other fault starts. Any number of times. */
  public void endEarly(String reason) {
    stage.endEarly(reason);
  }

  /**
   * Undoes all that is broken, last first, going on past failures; for the normal end and for the
   * shutdown hook. No other fault starts afterwards. Any number of times, from any thread.
   *
   * @return what is still broken, a sentence each; empty when nothing is
   */
  public List<String> undoAll(Duration within) {
    stage.endEarly("the run is ending");
    boolean interrupted = Thread.interrupted();
    try {
      return stage.undoAll(within);
    } catch (InterruptedException e) {
      interrupted = true;
      return List.of("interrupted while undoing");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the threads; undoes nothing. */
  @Override
  public void close() {
    stage.endEarly("the nemesis is closed");
    player.shutdownNow();
    witness.shutdownNow();
  }
}
