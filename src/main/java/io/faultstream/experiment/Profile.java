package io.faultstream.experiment;

import io.faultstream.load.arrivals.Injection;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A phase as a simulation writes it: how its requests come about, and the faults that hook into it.
 * Immutable.
 *
 * @param phase which phase
 * @param injection how its requests come about: as the settings say, or {@link Injection#of a step}
 *     of Gatling's own
 * @param faults what is broken in it
 * @param cancellation which of its requests their client leaves
 */
public record Profile(
    Phase phase, Injection injection, List<FaultSpec> faults, Optional<CancelSpec> cancellation) {
  public Profile {
    faults = List.copyOf(faults);
  }

  /** Before anything counts. */
  public static Profile warmup(Injection injection) {
    return new Profile(Phase.WARMUP, injection, List.of(), Optional.empty());
  }

  /** Ordinary load. */
  public static Profile standard(Injection injection) {
    return new Profile(Phase.STANDARD, injection, List.of(), Optional.empty());
  }

  /** More load than usual. */
  public static Profile overflow(Injection injection) {
    return new Profile(Phase.OVERFLOW, injection, List.of(), Optional.empty());
  }

  /** Ordinary load again. */
  public static Profile recovery(Injection injection) {
    return new Profile(Phase.RECOVERY, injection, List.of(), Optional.empty());
  }

  /** The same phase with more faults, one after the other; none changes nothing. */
  public Profile faults(List<FaultSpec> more) {
    List<FaultSpec> all = new ArrayList<>(faults);
    all.addAll(more);
    return new Profile(phase, injection, all, cancellation);
  }

  /** The same phase with requests that their client leaves; empty: none. */
  public Profile cancellation(Optional<CancelSpec> cancels) {
    return new Profile(phase, injection, faults, cancels);
  }
}
