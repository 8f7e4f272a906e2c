package io.faultstream.fault;

import io.faultstream.spec.Control;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Trigger;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Experiments with one phase and faults in it. */
public final class Schedules {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Schedules() {}

  /** One overflow phase of this length. */
  public static ExperimentSpec experiment(TargetSpec target, Duration length, FaultSpec... faults) {
    return new ExperimentSpec(
        ExperimentSpec.SCHEMA,
        "test",
        7,
        target,
        load(),
        List.of(new PhaseSpec(Phase.OVERFLOW, length, 1, 1, 1)),
        List.of(faults),
        Expectation.MIGRATE,
        List.of());
  }

  private static LoadSpec load() {
    return new LoadSpec(
        List.of(LoadSpec.Kind.CHAT_STREAM),
        10,
        10,
        LoadSpec.Prompt.DIGITS,
        Optional.empty(),
        LoadSpec.TextCheck.COUNTING,
        LoadSpec.Dialect.DYNAMO,
        LoadSpec.Arrivals.REGULAR,
        LoadSpec.Connections.NEW,
        new LoadSpec.Timeouts(SECOND, SECOND, SECOND, SECOND, SECOND),
        new LoadSpec.Slo(SECOND, SECOND));
  }

  /** At once, on a victim by this rule. */
  public static FaultSpec fault(FaultKind kind, Victim victim, Duration hold) {
    return new FaultSpec(
        "f-" + kind.label(),
        kind,
        Phase.OVERFLOW,
        new Trigger(Duration.ZERO, OptionalInt.empty()),
        hold,
        victim,
        Duration.ofSeconds(20));
  }

  /** The same with a trigger of its own. */
  public static FaultSpec when(FaultSpec fault, Trigger trigger) {
    return new FaultSpec(
        fault.id(),
        fault.kind(),
        fault.phase(),
        trigger,
        fault.hold(),
        fault.victim(),
        fault.healthyWithin());
  }

  /** The same as a negative control. */
  public static FaultSpec controlled(FaultSpec fault, Control control) {
    return new FaultSpec(
        fault.id(),
        fault.kind(),
        fault.phase(),
        fault.trigger(),
        fault.hold(),
        fault.victim(),
        fault.healthyWithin(),
        control);
  }

  /** By name. */
  public static Victim named(String name) {
    return new Victim(Victim.Rule.NAMED, Optional.of(name));
  }

  /** By a rule without a name. */
  public static Victim by(Victim.Rule rule) {
    return new Victim(rule, Optional.empty());
  }
}
