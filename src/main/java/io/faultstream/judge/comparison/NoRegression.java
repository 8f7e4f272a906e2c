package io.faultstream.judge.comparison;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.Optional;

/**
 * The run is not worse than the accepted runs of its fingerprint. Only judged where it could be
 * compared: too few accepted runs are no pass of it, and no failure. Limits, and why these defaults
 * (the operating curve in the README is made with them):
 *
 * <ul>
 *   <li>{@code minRuns}, 5: with fewer, the interval is wider than any change one looks for
 *   <li>{@code alpha}, 0.02: chance of a false alarm over all that is compared in one run
 *   <li>{@code suspicious}, 0.2: the same for saying that the run should be repeated
 *   <li>{@code relativeFloor}, 0.1: a ratio that is less than a tenth above the accepted is none
 *   <li>{@code levelBand}, 0.5: how much slower the standard phase may be as a whole
 *   <li>{@code ttftFloorMillis} 5, {@code itlFloorMillis} 2, {@code e2eFloorMillis} 20: changes
 *       that no reader notices
 *   <li>{@code successFloor}, 0.005: a rise of the failed share below this is none
 * </ul>
 */
public final class NoRegression implements Claim {
  public static final String ID = "no-regression";

  static final String MIN_RUNS = "minRuns";
  static final String ALPHA = "alpha";
  static final String SUSPICIOUS = "suspicious";
  static final String RELATIVE = "relativeFloor";
  static final String LEVEL = "levelBand";
  static final String TTFT = "ttftFloorMillis";
  static final String ITL = "itlFloorMillis";
  static final String E2E = "e2eFloorMillis";
  static final String SUCCESS = "successFloor";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "comparison";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(
        MIN_RUNS,
        5.0,
        ALPHA,
        0.02,
        SUSPICIOUS,
        0.2,
        RELATIVE,
        0.1,
        LEVEL,
        0.5,
        TTFT,
        5.0,
        ITL,
        2.0,
        E2E,
        20.0,
        SUCCESS,
        0.005);
  }

  @Override
  public Optional<String> mistake(String limit, double value) {
    return switch (limit) {
      case MIN_RUNS ->
          value >= 2 && value == Math.rint(value) && value <= 1000
              ? Optional.empty()
              : Optional.of("must be a whole number from 2 to 1000");
      case ALPHA, SUSPICIOUS ->
          value > 0 && value < 1
              ? Optional.empty()
              : Optional.of("must lie between 0 and 1, without the two");
      default -> Claim.super.mistake(limit, value);
    };
  }

  /** The limits that this experiment asked for, or the defaults where it made no such claim. */
  public static Limits limits(Iterable<ClaimSpec> claims) {
    for (ClaimSpec claim : claims) {
      if (claim.id().equals(ID)) {
        return Limits.of(claim);
      }
    }
    return Limits.of(new NoRegression().asked());
  }

  @Override
  public String text(ClaimSpec asked) {
    return "overflow and recovery are no worse beside the standard phase than in the accepted runs"
        + " (false alarm in "
        + Wording.percent(asked.limit(ALPHA))
        + " of the runs at most, in "
        + Wording.percent(Comparer.GROUP_LEVEL)
        + " of the groups of repeats)";
  }

  @Override
  public boolean judgedIn(StoredRun run) {
    return run.compared().isPresent();
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.compared().orElse(Finding.inconclusive("nothing was compared"));
  }
}
