package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Those whom nobody left are served as in the standard phase: while others leave (overflow), and
 * when nobody leaves any more (recovery). Compared are the median and the highest percentile that
 * both have of the time to first token, the median time of a token and of a whole reply; each may
 * be as long as that of the standard phase times {@code maxRatio} plus a floor. Defaults: 1.5;
 * {@code ttftFloorMillis} 25 at the median, four times that at the 99th percentile; {@code
 * tpotFloorMillis} 2; {@code e2eFloorMillis} 100. Overflow has more load than the standard phase:
 * to see the leaving alone, set load.peak to load.rate. Success has claims of its own.
 */
public final class OthersUnharmed implements AboutCancellations {
  private static final String RATIO = "maxRatio";
  private static final String TTFT = "ttftFloorMillis";
  private static final String TPOT = "tpotFloorMillis";
  private static final String E2E = "e2eFloorMillis";

  /** What a percentile of few samples scatters more than a median. */
  private static final double TAIL = 4;

  private final Phase phase;

  /** The claim about this phase. */
  public OthersUnharmed(Phase phase) {
    this.phase = phase;
  }

  /** The id of the claim about this phase. */
  public static String id(Phase phase) {
    return phase == Phase.OVERFLOW ? "bystanders-unharmed" : "capacity-returns";
  }

  @Override
  public String id() {
    return id(phase);
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(RATIO, 1.5, TTFT, 25.0, TPOT, 2.0, E2E, 100.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return (phase == Phase.OVERFLOW
            ? "while clients left, the others were served"
            : "after clients had left, all were served")
        + " within "
        + Wording.number(asked.limit(RATIO))
        + " times the standard phase";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    Others standard = found.others().get(Phase.STANDARD);
    Others now = found.others().get(phase);
    if (standard == null || now == null) {
      return Finding.inconclusive("there is no phase to compare with");
    }
    Distribution before = standard.ttftMicros();
    Distribution then = now.ttftMicros();
    double ttft = asked.limit(TTFT);
    Finding all =
        row("TTFT p50", before.p50(), then.p50(), new Limit(asked.limit(RATIO), ttft))
            .and(
                row(
                    "E2E p50",
                    standard.e2eMicros().p50(),
                    now.e2eMicros().p50(),
                    new Limit(asked.limit(RATIO), asked.limit(E2E))));
    if (standard.tpotMicros().count() > 0) {
      Limit tpot = new Limit(asked.limit(RATIO), asked.limit(TPOT));
      all = all.and(row("TPOT p50", standard.tpotMicros().p50(), now.tpotMicros().p50(), tpot));
    }
    Limit tail = new Limit(asked.limit(RATIO), TAIL * ttft);
    return tail(before, then, tail).map(all::and).orElse(all);
  }

  /** At the highest percentile above the median that both have. */
  private static Optional<Finding> tail(Distribution before, Distribution then, Limit limit) {
    if (before.p99() != null && then.p99() != null) {
      return Optional.of(row("TTFT p99", before.p99(), then.p99(), limit));
    }
    if (before.p95() != null && then.p95() != null) {
      return Optional.of(row("TTFT p95", before.p95(), then.p95(), limit));
    }
    return before.p90() == null || then.p90() == null
        ? Optional.empty()
        : Optional.of(row("TTFT p90", before.p90(), then.p90(), limit));
  }

  private record Limit(double ratio, double floorMillis) {}

  private static Finding row(
      String name, @Nullable Long standard, @Nullable Long now, Limit limit) {
    if (standard == null || now == null) {
      return Finding.inconclusive(name + ": too few requests");
    }
    String evidence =
        String.format(Locale.ROOT, "%s %s, standard %s", name, millis(now), millis(standard));
    return now <= standard * limit.ratio() + limit.floorMillis() * 1000
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }

  private static String millis(long micros) {
    return micros < 100_000
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
        : Wording.time(micros * 1000);
  }
}
