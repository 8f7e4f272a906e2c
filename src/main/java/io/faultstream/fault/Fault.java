package io.faultstream.fault;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One fault aimed at one victim. The nemesis calls in this order: {@link #look}, {@link
 * #journalKind} and {@link #journalData} (written to the journal), {@link #inject}, {@link
 * #proveEffect}, {@link #load}, {@link #later} while it holds, {@link #recover}, {@link
 * #proveRecovered}. Recovering may come at any time after the journal was written, more than once,
 * from another thread, and also when injecting failed half-way; injecting and recovering never
 * overlap. Every wait inside has a deadline.
 */
public interface Fault {
  /** Who is hit. */
  String victim();

  /** Which undo knows how to clean up after it from another process. */
  String journalKind();

  /** What that undo needs. */
  Map<String, String> journalData();

  /** Sees what the victim is doing, just before it is hit. */
  void look() throws InterruptedException;

  /** Breaks it. */
  void inject() throws IOException, InterruptedException;

  /** Undoes {@link #inject}; idempotent. */
  void recover() throws IOException, TargetException, InterruptedException;

  /** Waits for the first proof that it took effect. */
  Proof proveEffect() throws InterruptedException;

  /** What the victim was doing, as far as it could be seen. */
  VictimLoad load();

  /** A second proof that may take longer than the hold; empty when there is none. */
  Optional<Later> later();

  /** Waits for the proof that it is undone, at most so long. */
  Proof proveRecovered(Duration within) throws InterruptedException;

  /**
   * A proof that is looked for while everything else goes on.
   *
   * @param step as which it is told: {@link FaultStep#EFFECT} where the fault did not happen
   *     without it, {@link FaultStep#NOTICED} where the target merely has to tell of it
   * @param what what is looked for, for when it never comes: "its instance leaves /health"
   * @param within how long after the injection it may take
   * @param look looks once; empty when it is not there yet
   */
  record Later(FaultStep step, String what, Duration within, Look look) {}

  /** One look. */
  @FunctionalInterface
  interface Look {
    /** The evidence, one sentence; empty when it is not there yet. */
    Optional<String> once() throws InterruptedException;
  }
}
