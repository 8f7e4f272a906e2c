package io.faultstream.experiment;

import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.gatling.javaapi.core.OpenInjectionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A phase as a simulation writes it: Gatling's own injection step, and the faults that hook into
 * it. Immutable.
 *
 * @param phase which phase
 * @param step how its requests are injected
 * @param faults what is broken in it
 * @param cancellation which of its requests their client leaves
 */
public record Profile(
    Phase phase,
    OpenInjectionStep step,
    List<FaultSpec> faults,
    Optional<CancelSpec> cancellation) {
  public Profile {
    faults = List.copyOf(faults);
  }

  /** Before anything counts. */
  public static Profile warmup(OpenInjectionStep step) {
    return new Profile(Phase.WARMUP, step, List.of(), Optional.empty());
  }

  /** Ordinary load. */
  public static Profile standard(OpenInjectionStep step) {
    return new Profile(Phase.STANDARD, step, List.of(), Optional.empty());
  }

  /** More load than usual. */
  public static Profile overflow(OpenInjectionStep step) {
    return new Profile(Phase.OVERFLOW, step, List.of(), Optional.empty());
  }

  /** Ordinary load again. */
  public static Profile recovery(OpenInjectionStep step) {
    return new Profile(Phase.RECOVERY, step, List.of(), Optional.empty());
  }

  /** The same phase with one more fault; empty changes nothing. */
  public Profile fault(Optional<FaultSpec> fault) {
    List<FaultSpec> all = new ArrayList<>(faults);
    fault.ifPresent(all::add);
    return new Profile(phase, step, all, cancellation);
  }

  /** The same phase with requests that their client leaves; empty: none. */
  public Profile cancellation(Optional<CancelSpec> cancels) {
    return new Profile(phase, step, faults, cancels);
  }
}
