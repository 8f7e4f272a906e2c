package io.faultstream.fault;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * One fault aimed at one victim. The nemesis calls in this order: {@link #loadBefore}, {@link
 * #journalKind} and {@link #journalData} (written to the journal), {@link #inject}, {@link
 * #proveEffect}, {@link #loadAtEffect}, {@link #proveLater} while it holds, {@link #recover},
 * {@link #proveRecovered}. Recovering may come at any time after the journal was written, more than
 * once, and also when injecting failed half-way. Not thread-safe: the nemesis takes care.
 */
public interface Fault {
  /** Who is hit. */
  String victim();

  /** Which undo knows how to clean up after it from another process. */
  String journalKind();

  /** What that undo needs. */
  Map<String, String> journalData();

  /** What the victim is doing, just before. */
  VictimLoad loadBefore() throws InterruptedException;

  /** Breaks it. */
  void inject() throws IOException, InterruptedException;

  /** Undoes {@link #inject}; idempotent. */
  void recover() throws IOException, TargetException, InterruptedException;

  /** Waits for the first proof that it took effect, within its own deadline. */
  Proof proveEffect() throws InterruptedException;

  /** Adds to what was seen before the fault what only the log can tell. */
  VictimLoad loadAtEffect(VictimLoad before) throws InterruptedException;

  /** A second proof that may take long: looks once; empty when it is not there yet. */
  Optional<Proof> proveLater() throws InterruptedException;

  /** What {@link #proveLater} waits for, when it never came. */
  String later();

  /** Waits for the proof that it is undone, within its own deadline. */
  Proof proveRecovered() throws InterruptedException;
}
