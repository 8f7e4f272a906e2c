package io.faultstream.judge.validity;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.PhaseSpec;
import java.util.Map;

/**
 * The generator sent what was asked for, when it was asked for, in every judged phase. Limits:
 * {@code lateP99Millis}, the p99 of sent − intended in milliseconds, default 100 (on two cores
 * shared with the target, the scheduler alone has been seen to add tens of milliseconds; TTFT
 * counts from the intended moment, so lateness up to there cannot hide); {@code minSentShare}, sent
 * ÷ asked for, default 0.98, retries left out. Clients of a closed model have no schedule: there it
 * only says so. With too few requests for a p99 the largest must keep the limit, and a p95 beyond
 * it fails.
 */
public final class GeneratorOnSchedule implements Claim {
  public static final String ID = "generator-on-schedule";
  private static final String LATE = "lateP99Millis";
  private static final String SENT = "minSentShare";

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
    return Map.of(LATE, 100.0, SENT, 0.98);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the generator kept its schedule: p99 of its lateness within "
        + Wording.millis(asked.limit(LATE))
        + ", at least "
        + Wording.percent(asked.limit(SENT))
        + " sent";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.spec().phases().stream()
        .filter(p -> p.phase().judged())
        .map(p -> at(p, run.measured().summary().phases().get(p.phase()), asked))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no judged phase"));
  }

  private static Finding at(
      PhaseSpec phase, @org.jspecify.annotations.Nullable PhaseSummary seen, ClaimSpec asked) {
    if (seen != null && seen.sent() > 0 && phase.clients().isPresent()) {
      return Finding.pass(
          phase.phase().label()
              + ": "
              + seen.firstTries()
              + " sent by clients as their replies came, who have no schedule to keep");
    }
    if (seen == null || phase.users() == 0) {
      return Finding.inconclusive(phase.phase().label() + ": nothing was asked for or measured");
    }
    Finding sent = sent(phase, seen, asked.limit(SENT));
    Finding late = late(seen.latenessMicros(), asked.limit(LATE) * 1000);
    Finding both = sent.and(late);
    return new Finding(
        both.verdict(), phase.phase().label() + ": " + both.evidence().replace("; ", ", "), false);
  }

  private static Finding sent(PhaseSpec phase, PhaseSummary seen, double least) {
    String evidence = seen.firstTries() + " of " + phase.users() + " sent";
    return seen.firstTries() < least * phase.users()
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }

  private static Finding late(Distribution micros, double limitMicros) {
    Long p99 = micros.p99();
    Long p95 = micros.p95();
    Long max = micros.max();
    if (max == null) {
      return Finding.inconclusive("no lateness known");
    }
    if (p99 != null) {
      Long p50 = micros.p50();
      String evidence =
          "p99 of lateness "
              + Wording.time(p99 * 1000)
              + " (p50 "
              + (p50 == null ? "unknown" : Wording.time(p50 * 1000))
              + ", max "
              + Wording.time(max * 1000)
              + ")";
      return p99 <= limitMicros ? Finding.pass(evidence) : Finding.fail(evidence);
    }
    String evidence = "largest lateness " + Wording.time(max * 1000) + " (too few for a p99)";
    if (max <= limitMicros) {
      return Finding.pass(evidence);
    }
    return p95 != null && p95 > limitMicros
        ? Finding.fail(evidence)
        : Finding.inconclusive(evidence);
  }
}
