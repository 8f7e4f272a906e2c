package io.faultstream.fault;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fault that writes down what is called, and fails where it is told to. */
final class FakeFault implements Fault, FaultKit {
  final List<String> calls = new CopyOnWriteArrayList<>();
  volatile boolean injectFails;
  volatile boolean effectShows = true;
  volatile boolean effectThrows;
  volatile boolean recoverFails;
  volatile Optional<Later> noticed = Optional.empty();
  volatile Optional<Later> later = Optional.empty();

  @Override
  public FaultKind kind() {
    return FaultKind.KILL;
  }

  @Override
  public Optional<String> refusal(FaultSpec spec, Target target) {
    return Optional.empty();
  }

  @Override
  public String injects() {
    return "BREAK";
  }

  @Override
  public Optional<Fault> aim(Aim aim) throws InterruptedException {
    return aim.worker(aim.spec().victim()).map(worker -> this);
  }

  @Override
  public String victim() {
    return "somebody";
  }

  @Override
  public String journalKind() {
    return "fake";
  }

  @Override
  public Map<String, String> journalData() {
    calls.add("journal");
    return Map.of();
  }

  @Override
  public void look() {
    calls.add("look");
  }

  @Override
  public void inject() throws IOException {
    calls.add("inject");
    if (injectFails) {
      throw new IOException("half-way");
    }
  }

  @Override
  public void recover() throws IOException {
    calls.add("recover");
    if (recoverFails) {
      throw new IOException("stuck");
    }
  }

  @Override
  public Proof proveEffect() {
    if (effectThrows) {
      throw new IllegalStateException("blind");
    }
    return new Proof(effectShows, effectShows ? "seen" : "not seen");
  }

  @Override
  public VictimLoad load() {
    return new VictimLoad(OptionalInt.of(3), List.of(), false, OptionalLong.empty());
  }

  @Override
  public Optional<Later> noticed() {
    return noticed;
  }

  @Override
  public Optional<Later> later() {
    return later;
  }

  @Override
  public Proof proveRecovered(Duration within) {
    return new Proof(true, "mended");
  }
}
