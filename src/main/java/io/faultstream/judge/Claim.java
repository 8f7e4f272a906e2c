package io.faultstream.judge;

import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of claim: a sentence that must hold, with its limits, and how it is decided. A pure
 * function of a stored run. It answers {@link Verdict#INCONCLUSIVE} where the evidence does not
 * reach, never {@link Verdict#PASS}; what it throws becomes INCONCLUSIVE too.
 */
public interface Claim {
  /** Subject of claims that say whether the run means anything. */
  String VALIDITY = "validity";

  /** Its name in settings and files. */
  String id();

  /** What it is about, for grouping; {@link #VALIDITY} decides over the whole run. */
  String subject();

  /** Its limits by name, with their defaults; the implementation says the unit and the reason. */
  Map<String, Double> defaults();

  /** Why a limit of this name cannot have this value; empty when it can. */
  default Optional<String> mistake(String limit, double value) {
    return Double.isFinite(value) && value >= 0
        ? Optional.empty()
        : Optional.of("must be a number of 0 or more");
  }

  /** The sentence that must hold, with the limits asked for. */
  String text(ClaimSpec asked);

  /**
   * Whether it is about what was expected of the streams on a victim; then the judge says with its
   * sentence which policy that was.
   */
  default boolean followsExpectation() {
    return false;
  }

  /** Whether it is judged in this run at all; one that is not is left out of the verdict. */
  default boolean judgedIn(StoredRun run) {
    return true;
  }

  /** Looks at the run. */
  Finding find(StoredRun run, ClaimSpec asked);

  /** This claim with its default limits. */
  default ClaimSpec asked() {
    return new ClaimSpec(id(), defaults());
  }
}
