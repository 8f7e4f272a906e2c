package io.faultstream.judge.validity;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.SecondPoint;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.util.Map;

/**
 * The standard phase was healthy and busy enough to compare anything with it. Limits: {@code
 * minRequests}, default 100; {@code minSuccess}, a share, default 0.95, lower than the claim about
 * its success rate because a poor service can be measured and a broken one cannot; {@code
 * minInFlight}, requests open at the end of the median second, default 3: with fewer a fault meets
 * nobody.
 */
public final class StandardHealthy implements Claim {
  public static final String ID = "standard-healthy";
  private static final String MIN_REQUESTS = "minRequests";
  private static final String MIN_SUCCESS = "minSuccess";
  private static final String MIN_IN_FLIGHT = "minInFlight";
  private static final long SECOND = 1_000_000_000L;

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
    return Map.of(MIN_REQUESTS, 100.0, MIN_SUCCESS, 0.95, MIN_IN_FLIGHT, 3.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the standard phase was healthy ("
        + Wording.percent(asked.limit(MIN_SUCCESS))
        + ") and busy ("
        + Wording.number(asked.limit(MIN_REQUESTS))
        + " requests, "
        + Wording.number(asked.limit(MIN_IN_FLIGHT))
        + " in flight)";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    PhaseSummary standard = run.measured().summary().phases().get(Phase.STANDARD);
    if (standard == null) {
      return Finding.inconclusive("the run has no standard phase");
    }
    long open = medianInFlight(run);
    String evidence =
        standard.sent()
            + " requests, "
            + Wording.percent(standard.success().value())
            + " completed, "
            + open
            + " in flight in the median second";
    if (standard.sent() < asked.limit(MIN_REQUESTS)) {
      return Finding.inconclusive(evidence + "; that is too few");
    }
    if (standard.success().value() < asked.limit(MIN_SUCCESS)) {
      return Finding.fail(evidence);
    }
    return open < asked.limit(MIN_IN_FLIGHT)
        ? Finding.inconclusive(evidence + "; that is too idle")
        : Finding.pass(evidence);
  }

  private static long medianInFlight(StoredRun run) {
    ExperimentSpec spec = run.spec();
    if (spec.phase(Phase.STANDARD).isEmpty()) {
      return 0;
    }
    long from = spec.startNanos(Phase.STANDARD);
    long until = spec.endNanos(Phase.STANDARD);
    long[] open =
        run.measured().summary().seconds().stream()
            .filter(s -> s.second() * SECOND >= from && (s.second() + 1) * SECOND <= until)
            .mapToLong(SecondPoint::inFlight)
            .sorted()
            .toArray();
    return open.length == 0 ? 0 : open[(open.length - 1) / 2];
  }
}
