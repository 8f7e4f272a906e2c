package io.faultstream.fault;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One fault aimed at one victim. The nemesis calls in this order: {@link #look}, {@link
 * #journalKind} and {@link #journalData} (written to the journal), {@link #inject}, {@link
 * #proveEffect}, {@link #load}, {@link #noticed} and {@link #later} while it holds, {@link
 * #recover}, {@link #proveRecovered}. Recovering may come at any time after the journal was
 * written, more than once, from another thread, and also when injecting failed half-way; injecting
 * and recovering never overlap. Every wait inside has a deadline.
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

  /**
   * The proof that the target noticed: what it shows of itself changed, beside the process that was
   * hit. Empty for a fault that nobody shall notice.
   */
  Optional<Later> noticed();

  /** A second proof that may take longer than the hold; empty when there is none. */
  Optional<Later> later();

  /** Waits for the proof that it is undone, at most so long. */
  Proof proveRecovered(Duration within) throws InterruptedException;

  /**
   * A proof that is looked for while everything else goes on.
   *
   * @param what what is looked for, for when it never comes: "its instance leaves /health"
   * @param within how long after the injection it may take
   * @param look looks once; empty when it is not there yet
   * @param contradicted whether the last look saw that it is not so; else nobody knows
   */
  record Later(String what, Duration within, Look look, BooleanSupplier contradicted) {

    /** Where a look that finds nothing has always seen that it is not so. */
    public Later(String what, Duration within, Look look) {
      this(what, within, look, () -> true);
    }
  }

  /** One look. */
  @FunctionalInterface
  interface Look {
    /** The evidence, one sentence; empty when it is not there yet. */
    Optional<String> once() throws InterruptedException;
  }
}
