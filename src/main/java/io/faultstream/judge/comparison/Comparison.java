package io.faultstream.judge.comparison;

import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.RunFigures;
import java.util.List;
import java.util.Optional;

/**
 * A run against the accepted runs: {@code comparison.json}. It holds the baseline that was used, so
 * that the run is judged again alike wherever its folder is.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param fingerprint of the run
 * @param run the run
 * @param repeats further runs that are judged together with it; empty for one alone
 * @param baseline the accepted runs as they were then; empty when there were none
 * @param verdict PASS, REGRESSED or INCONCLUSIVE; empty when nothing was compared
 * @param suspicious whether the run should be repeated, to three and then to five
 * @param sentence what was found, or why nothing was compared
 * @param gates the ratios that decide
 * @param levels absolute figures, for the reader
 * @param successes failed requests by phase; they decide too
 * @param group the repeats together; empty for one run alone
 */
public record Comparison(
    int schema,
    Fingerprint fingerprint,
    RunFigures run,
    List<RunFigures> repeats,
    Optional<Baseline> baseline,
    Optional<Verdict> verdict,
    boolean suspicious,
    String sentence,
    List<GateRow> gates,
    List<LevelRow> levels,
    List<SuccessRow> successes,
    Optional<GroupRow> group) {
  /** The version that this code writes and reads. */
  public static final int SCHEMA = 1;

  public Comparison {
    repeats = List.copyOf(repeats);
    gates = List.copyOf(gates);
    levels = List.copyOf(levels);
    successes = List.copyOf(successes);
  }

  /** Whether it was made from a baseline that is still in it. */
  public boolean repeatable() {
    return baseline.isPresent();
  }

  /** What the claim {@link NoRegression} finds; empty when nothing was compared. */
  public Optional<Finding> finding() {
    return verdict.map(found -> new Finding(found, sentence, false));
  }
}
