package io.faultstream.fault.control;

import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.JournalEntry;
import io.faultstream.spec.Control;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A fault that is chosen, looked at and held like the real one, and breaks nothing. Its effect is
 * never proven.
 *
 * @param real the fault whose victim is looked at and left alone
 */
record Sham(Fault real) implements Fault {
  @Override
  public String victim() {
    return Control.SHAM.victim(real.victim());
  }

  @Override
  public String journalKind() {
    return JournalEntry.ENDED;
  }

  @Override
  public Map<String, String> journalData() {
    return Map.of("name", victim());
  }

  @Override
  public void look() throws InterruptedException {
    real.look();
  }

  @Override
  public void inject() {
    // That is what makes it a sham.
  }

  @Override
  public void recover() {
    // There is nothing to undo.
  }

  @Override
  public Proof proveEffect() {
    return new Proof(false, "a sham: nothing was broken");
  }

  @Override
  public VictimLoad load() {
    return real.load();
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.empty();
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
  }

  @Override
  public Proof proveRecovered(Duration within) {
    return new Proof(true, "a sham: there was nothing to undo");
  }
}
