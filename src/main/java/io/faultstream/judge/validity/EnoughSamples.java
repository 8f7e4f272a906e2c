package io.faultstream.judge.validity;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.judge.service.SuccessRate;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.util.Map;
import java.util.Optional;

/**
 * Every judged phase had the load that the claims asked of it need. Limit {@code minRequests},
 * requests sent in each of them, retries left out, default 100. Beside that, a phase whose success
 * rate is claimed must have so many requests that clean ones would show it (381 for 99 %); with
 * fewer it only counts where the rate is decided anyway, as by many failures.
 */
public final class EnoughSamples implements Claim {
  public static final String ID = "enough-samples";
  public static final String MIN_REQUESTS = "minRequests";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return VALIDITY;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_REQUESTS, 100.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "every judged phase had enough requests: "
        + Wording.number(asked.limit(MIN_REQUESTS))
        + ", and what its claims need";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.spec().phases().stream()
        .map(PhaseSpec::phase)
        .filter(Phase::judged)
        .map(phase -> at(run, phase, asked.limit(MIN_REQUESTS)))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no judged phase"));
  }

  private static Finding at(StoredRun run, Phase phase, double least) {
    PhaseSummary seen = run.measured().summary().phases().get(phase);
    if (seen == null) {
      return Finding.inconclusive(phase.label() + ": nothing was measured");
    }
    String evidence = phase.label() + ": " + seen.firstTries() + " requests";
    if (seen.firstTries() < least) {
      return Finding.fail(evidence + ", that is too little load");
    }
    Optional<Double> rate =
        run.spec().claims().stream()
            .filter(claim -> claim.id().equals(SuccessRate.id(phase)))
            .map(claim -> claim.limit(SuccessRate.MIN))
            .findFirst();
    if (rate.isPresent() && undecidable(seen.success(), rate.get())) {
      return Finding.fail(
          evidence
              + ", too few to show a success rate of "
              + Wording.percent(rate.get())
              + " (that takes "
              + Wording.number(Ratio.cleanFor(rate.get()))
              + ")");
    }
    return Finding.pass(evidence);
  }

  private static boolean undecidable(Ratio rate, double least) {
    boolean decided = rate.low() >= least || rate.high() < least;
    return least < 1 && !decided && rate.whole() < Ratio.cleanFor(least);
  }
}
