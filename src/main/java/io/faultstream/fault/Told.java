package io.faultstream.fault;

import io.faultstream.fault.Breakage.Injection;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Health;
import java.util.Optional;
import java.util.OptionalInt;

/** How the steps of one fault are told. */
record Told(FaultSpec spec, String victim) {
  String name() {
    return spec.id() + " (" + spec.kind().label() + " " + victim + ")";
  }

  FaultEvent healthyBefore(long at, Health health) {
    return event(FaultStep.HEALTHY_BEFORE, at, new Proof(health.ok(), health.sentence()));
  }

  FaultEvent armed(long at, String evidence) {
    return event(FaultStep.ARMED, at, new Proof(true, evidence));
  }

  FaultEvent injecting(Injection injection) {
    boolean ok = injection.failure().isEmpty();
    String said = ok ? "injected into " + victim : injection.failure();
    return edge(FaultStep.INJECTING, injection.edgeNanos(), injection.edge(), new Proof(ok, said));
  }

  FaultEvent effect(long at, Proof proof, VictimLoad load) {
    return new FaultEvent(
        spec.id(),
        spec.kind(),
        victim,
        FaultStep.EFFECT,
        at,
        proof.ok(),
        proof.evidence(),
        OptionalInt.empty(),
        Optional.of(load));
  }

  FaultEvent later(FaultStep step, long at, Proof proof) {
    return event(step, at, proof);
  }

  FaultEvent unproven(long at, String why) {
    return event(FaultStep.EFFECT, at, new Proof(false, why));
  }

  FaultEvent undoing(long at, int edge, Optional<String> early) {
    String why = early.map(reason -> "undone now: " + reason).orElse("the hold is over");
    return edge(FaultStep.UNDOING, at, edge, new Proof(true, why));
  }

  FaultEvent undone(long at, Proof proof) {
    return event(FaultStep.UNDONE, at, proof);
  }

  FaultEvent healthyAfter(long at, Health health) {
    return event(FaultStep.HEALTHY_AFTER, at, new Proof(health.ok(), health.sentence()));
  }

  private FaultEvent event(FaultStep step, long at, Proof proof) {
    return new FaultEvent(
        spec.id(),
        spec.kind(),
        victim,
        step,
        at,
        proof.ok(),
        proof.evidence(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private FaultEvent edge(FaultStep step, long at, int edge, Proof proof) {
    return new FaultEvent(
        spec.id(),
        spec.kind(),
        victim,
        step,
        at,
        proof.ok(),
        proof.evidence(),
        OptionalInt.of(edge),
        Optional.empty());
  }
}
