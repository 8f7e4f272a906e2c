package io.faultstream.fault.control;

import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.spec.Control;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.target.Target;
import java.util.List;
import java.util.Optional;

/**
 * A fault that is played as a negative control where its spec says so, else as it is: aimed at a
 * decoy, with all else the same, or played without breaking anything.
 *
 * @param real the fault
 * @param decoys who keeps the decoys of the run
 */
public record ControlledKit(FaultKit real, Decoys decoys) implements FaultKit {

  /** The same faults, each of which may be played as a control. */
  public static List<FaultKit> around(List<? extends FaultKit> kits, Decoys decoys) {
    return kits.stream().<FaultKit>map(kit -> new ControlledKit(kit, decoys)).toList();
  }

  @Override
  public FaultKind kind() {
    return real.kind();
  }

  @Override
  public Optional<String> refusal(FaultSpec spec, Target target) {
    return real.refusal(spec, target)
        .or(() -> spec.control() == Control.DECOY ? Decoys.refusal() : Optional.empty());
  }

  @Override
  public String injects() {
    return real.injects();
  }

  @Override
  public Optional<Fault> aim(Aim aim) throws InterruptedException {
    return switch (aim.spec().control()) {
      case NONE -> real.aim(aim);
      case DECOY ->
          real.aim(
              new Aim(
                  atDecoy(aim.spec()),
                  decoys.inPlaceOf(aim.workers()),
                  aim.victims(),
                  aim.store(),
                  aim.missed()));
      case SHAM -> real.aim(aim).map(Sham::new);
    };
  }

  /** A victim that was asked for by its name is its decoy. */
  private static FaultSpec atDecoy(FaultSpec spec) {
    Victim victim = spec.victim();
    return new FaultSpec(
        spec.id(),
        spec.kind(),
        spec.phase(),
        spec.trigger(),
        spec.hold(),
        new Victim(victim.rule(), victim.name().map(Control.DECOY::victim)),
        spec.healthyWithin(),
        spec.control(),
        spec.strength());
  }
}
