package io.faultstream.judge.service;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The success rate of one phase: completed ÷ sent, less those cancelled by us. It holds when its
 * Wilson interval at 95 % lies at or above the limit, fails when it lies below, and is undecided
 * between. Limit {@code min}, a share, default 0.99, which 381 requests without an error decide.
 */
public final class SuccessRate implements Claim {
  public static final String MIN = "min";

  /** Two errors in a thousand are no outage; one in a hundred is what a reader notices. */
  static final double LEAST = 0.99;

  private final Phase phase;

  /** The claim about this phase. */
  public SuccessRate(Phase phase) {
    this.phase = phase;
  }

  /** The id of the claim about this phase. */
  public static String id(Phase phase) {
    return "success-" + phase.label();
  }

  @Override
  public String id() {
    return id(phase);
  }

  @Override
  public String subject() {
    return "service";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN, LEAST);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "at least "
        + Wording.percent(asked.limit(MIN))
        + " of the requests of "
        + phase.label()
        + " completed";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    PhaseSummary figures = run.measured().summary().phases().get(phase);
    return figures == null
        ? Finding.inconclusive("the run has no phase " + phase.label())
        : withOthers(decide(figures.success(), asked.limit(MIN)), figures);
  }

  /** Adds how the requests ended that did not complete. */
  private static Finding withOthers(Finding finding, PhaseSummary figures) {
    String others =
        figures.outcomes().entrySet().stream()
            .filter(entry -> entry.getKey() != Outcome.COMPLETED && entry.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? finding
        : new Finding(finding.verdict(), finding.evidence() + "; " + others, finding.definite());
  }

  /** The rule for a rate with its interval. */
  static Finding decide(Ratio rate, double least) {
    if (rate.whole() == 0) {
      return Finding.inconclusive("no request was sent");
    }
    String evidence = words(rate);
    if (rate.low() >= least) {
      return Finding.pass(evidence);
    }
    return rate.high() < least
        ? Finding.fail(evidence)
        : Finding.inconclusive(evidence + ", which does not decide it");
  }

  static String words(Ratio rate) {
    return String.format(
        Locale.ROOT,
        "%d of %d completed, %s (95 %% interval %s to %s)",
        rate.part(),
        rate.whole(),
        Wording.percent(rate.value()),
        Wording.percent(rate.low()),
        Wording.percent(rate.high()));
  }
}
