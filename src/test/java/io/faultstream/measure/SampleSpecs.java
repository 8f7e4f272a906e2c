package io.faultstream.measure;

import io.faultstream.fault.Schedules;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.Control;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.Varied;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What was asked of a {@link SampleHistory}. */
public final class SampleSpecs {
  public static final String FAULT = "kill-1";

  private SampleSpecs() {}

  /** The phases without a fault. */
  public static ExperimentSpec withoutFault() {
    return spec(List.of());
  }

  /** With a fault at a quarter of overflow. */
  public static ExperimentSpec with(FaultKind kind) {
    return spec(List.of(fault(kind, Duration.ofSeconds(5), Duration.ofSeconds(5))));
  }

  /** A fault in overflow on the worker that receives. */
  public static FaultSpec fault(FaultKind kind, Duration after, Duration hold) {
    return new FaultSpec(
        FAULT,
        kind,
        Phase.OVERFLOW,
        new FaultSpec.Trigger(after, OptionalInt.empty()),
        hold,
        new FaultSpec.Victim(FaultSpec.Victim.Rule.RECEIVING, Optional.empty()),
        Duration.ofSeconds(10));
  }

  /** The same experiment on a target with this store, whose first fault is held so long. */
  public static ExperimentSpec with(ExperimentSpec spec, StoreSpec store, Duration hold) {
    FaultSpec first = spec.faults().get(0);
    return Varied.of(spec)
        .target(spec.target().with(store))
        .faults(List.of(fault(first.kind(), first.trigger().after(), hold)))
        .spec();
  }

  /** The same experiment with these faults. */
  public static ExperimentSpec with(ExperimentSpec spec, List<FaultSpec> faults) {
    return Varied.of(spec).faults(faults).spec();
  }

  /** The same experiment with another expectation. */
  public static ExperimentSpec expecting(ExperimentSpec spec, Expectation expectation) {
    return Varied.of(spec).expectation(expectation).spec();
  }

  /** The same experiment with its faults played as negative controls. */
  public static ExperimentSpec controlled(ExperimentSpec spec, Control control) {
    List<FaultSpec> faults =
        spec.faults().stream().map(f -> Schedules.controlled(f, control)).toList();
    return Varied.of(spec).faults(faults).spec();
  }

  /** A run without a fault, of so many clients instead of rates. */
  public static ExperimentSpec closed(int clients) {
    return withClients(withoutFault(), clients);
  }

  /** The same run of so many clients instead of rates. */
  public static ExperimentSpec withClients(ExperimentSpec open, int clients) {
    List<PhaseSpec> phases =
        open.phases().stream()
            .map(
                p ->
                    new PhaseSpec(
                        p.phase(),
                        p.length(),
                        0,
                        0,
                        0,
                        Optional.of(new PhaseSpec.Clients(clients, clients))))
            .toList();
    return of(phases, open.faults());
  }

  private static ExperimentSpec spec(List<FaultSpec> faults) {
    return of(
        List.of(
            phase(Phase.WARMUP, 5),
            phase(Phase.STANDARD, 20),
            phase(Phase.OVERFLOW, 20),
            phase(Phase.RECOVERY, 20)),
        faults);
  }

  /** These phases with these faults, on two workers that migrate, without a claim. */
  public static ExperimentSpec of(List<PhaseSpec> phases, List<FaultSpec> faults) {
    return new ExperimentSpec(
        ExperimentSpec.SCHEMA,
        "migration",
        7,
        new TargetSpec(
            TargetKind.EMBEDDED,
            Optional.empty(),
            "tiny",
            2,
            3,
            TargetSpec.OnTerminate.DRAIN,
            Optional.empty(),
            Duration.ofSeconds(20),
            new TargetSpec.EmbeddedSpec(0, 1, 1, "round-robin", 529, false, 64),
            Optional.empty()),
        load(LoadSpec.TextCheck.COUNTING, LoadSpec.Dialect.DYNAMO),
        phases,
        faults,
        Expectation.MIGRATE,
        List.of());
  }

  /** A load of 100 tokens whose text is checked like this. */
  public static LoadSpec load(LoadSpec.TextCheck text, LoadSpec.Dialect dialect) {
    return new LoadSpec(
        List.of(LoadSpec.Kind.CHAT_STREAM),
        16,
        100,
        LoadSpec.Prompt.DIGITS,
        Optional.empty(),
        text,
        dialect,
        LoadSpec.Arrivals.REGULAR,
        LoadSpec.Connections.NEW,
        new LoadSpec.Timeouts(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20)),
        new LoadSpec.Slo(Duration.ofMillis(500), Duration.ofMillis(200)));
  }

  /** The same load, as streams or unary. */
  public static LoadSpec streaming(LoadSpec load, boolean stream) {
    return of(load, List.of(LoadSpec.Kind.of(load.kindOf(0).api(), stream)));
  }

  /** The same load of other kinds of requests. */
  public static LoadSpec of(LoadSpec load, List<LoadSpec.Kind> kinds) {
    return new LoadSpec(
        kinds,
        load.inputTokens(),
        load.outputTokens(),
        load.prompt(),
        load.promptFile(),
        load.text(),
        load.dialect(),
        load.arrivals(),
        load.connections(),
        load.timeouts(),
        load.slo());
  }

  /** The same experiment whose clients leave as planned. */
  public static ExperimentSpec leaving(ExperimentSpec spec, CancelSpec plan) {
    return Varied.of(spec).cancellation(Optional.of(plan)).spec();
  }

  /** The same experiment with another load. */
  public static ExperimentSpec with(ExperimentSpec spec, LoadSpec load) {
    return Varied.of(spec).load(load).spec();
  }

  private static PhaseSpec phase(Phase phase, int seconds) {
    return new PhaseSpec(phase, Duration.ofSeconds(seconds), seconds * 35L, 35, 35);
  }
}
