package io.faultstream.fault;

import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults there are, by kind. Immutable. */
public final class Faults {
  private final Map<FaultKind, FaultKit> kits = new EnumMap<>(FaultKind.class);

  /** These; the last of a kind counts. */
  public Faults(List<? extends FaultKit> kits) {
    for (FaultKit kit : kits) {
      this.kits.put(kit.kind(), kit);
    }
  }

  /** The fault of this kind, empty when nobody knows it. */
  public Optional<FaultKit> kit(FaultKind kind) {
    return Optional.ofNullable(kits.get(kind));
  }

  /** All reasons why these cannot be done to this target, by fault; empty when all can. */
  public List<String> refusals(List<FaultSpec> specs, Target target) {
    List<String> all = new ArrayList<>();
    for (FaultSpec spec : specs) {
      refusal(spec, target)
          .ifPresent(
              why -> all.add("fault " + spec.id() + " (" + spec.kind().label() + "): " + why));
    }
    return all;
  }

  private Optional<String> refusal(FaultSpec spec, Target target) {
    if (!target.capabilities().contains(spec.kind())) {
      return Optional.of(target.refusal(spec.kind()));
    }
    FaultKit kit = kits.get(spec.kind());
    return kit == null ? Optional.of("no such fault in this version") : kit.refusal(spec, target);
  }

  /** The schedule as it is planned, in the spec's order; for the console and schedule.json. */
  public List<PlannedFault> schedule(ExperimentSpec experiment) {
    return experiment.faults().stream().map(fault -> planned(fault, experiment)).toList();
  }

  private static String victim(FaultSpec fault) {
    String asked = fault.victimWords();
    return switch (fault.control()) {
      case NONE -> asked;
      case DECOY -> "a decoy that serves nobody, in the place of " + asked;
      case SHAM -> "nobody (a sham), in the place of " + asked;
    };
  }

  private PlannedFault planned(FaultSpec fault, ExperimentSpec experiment) {
    Optional<FaultKit> kit = kit(fault.kind());
    long start = experiment.startNanos(fault.phase()) + fault.trigger().after().toNanos();
    return new PlannedFault(
        fault.id(),
        fault.kind().label(),
        fault.phase().label(),
        start / 1e9,
        fault.trigger().whenInFlight(),
        fault.hold().toNanos() / 1e9,
        victim(fault),
        kit.map(FaultKit::injects).orElse("nothing known"),
        fault.kind().undoneBy());
  }
}
