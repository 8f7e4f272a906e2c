package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.Stop;
import io.faultstream.spec.ClaimSpec;
import java.util.Locale;
import java.util.Map;

/**
 * What nobody will read is not computed. Two witnesses, and one is enough where the other is
 * silent: the engines' logs (no request that was closed clear of its end was computed to it, each
 * stopped in time, and they settle nearly all that were closed clear of their beginning too), and
 * the engines' counters of tokens (what they computed in the whole run beyond what arrived, for
 * each request that was left; of a reply in one piece what had been computed by then lies between
 * the pace of the slowest and of the fastest). Limits: {@code maxMillis} from the close to the
 * stop, default 1000; {@code maxTokens} for nobody on average, default 10: some 60 ms of work,
 * where tokens on their way to a client that is gone are the rule.
 */
public final class WorkStops implements AboutCancellations {
  public static final String ID = "work-stops";
  private static final String MAX_MILLIS = "maxMillis";
  private static final String MAX_TOKENS = "maxTokens";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_MILLIS, 1000.0, MAX_TOKENS, 10.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "engines stopped within "
        + Wording.millis(asked.limit(MAX_MILLIS))
        + " of a client's leaving, and computed no more than "
        + Wording.number(asked.limit(MAX_TOKENS))
        + " tokens for it afterwards, on average";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    Finding logs = logs(found, asked);
    Finding counters = counters(found, asked);
    boolean one = logs.verdict() == Verdict.INCONCLUSIVE;
    boolean other = counters.verdict() == Verdict.INCONCLUSIVE;
    if (one == other) {
      return logs.and(counters);
    }
    String both = logs.evidence() + "; " + counters.evidence();
    return new Finding(one ? counters.verdict() : logs.verdict(), both, false);
  }

  private static Finding logs(Cancellations found, ClaimSpec asked) {
    Stop stop = found.stop();
    long known = stop.stopMicros().count() + stop.inPrefill() + stop.finished();
    if (known == 0) {
      return Finding.inconclusive("no engine's log names a request that was left");
    }
    Long most = stop.stopMicros().max();
    String evidence =
        "stopped "
            + (stop.stopMicros().count() == 0
                ? "none"
                : AboutCancellations.words(stop.stopMicros()))
            + (stop.inPrefill() > 0 ? ", once the prefill was over " + stop.inPrefill() : "")
            + ", computed to the end "
            + stop.finished();
    boolean late = most != null && most > asked.limit(MAX_MILLIS) * 1000;
    if (late || stop.finished() > 0) {
      return Finding.fail(evidence);
    }
    long clear = found.reach().clear();
    return clear > 0 && AboutCancellations.mostOf(stop.settled(), clear)
        ? Finding.pass(evidence)
        : Finding.inconclusive(
            evidence
                + "; that settles "
                + stop.settled()
                + " of "
                + clear
                + " that were closed clear of beginning and end");
  }

  private static Finding counters(Cancellations found, ClaimSpec asked) {
    Stop stop = found.stop();
    Long computed = stop.computed();
    if (computed == null) {
      return Finding.inconclusive("the engines do not count their tokens");
    }
    double least = (computed - stop.wantedMost()) / (double) found.made();
    double most = (computed - stop.wantedLeast()) / (double) found.made();
    String evidence =
        String.format(
            Locale.ROOT,
            "%,d tokens computed, %,d to %,d wanted: %.1f to %.1f for nobody for each request that"
                + " was left",
            computed,
            stop.wantedLeast(),
            stop.wantedMost(),
            least,
            most);
    if (least > asked.limit(MAX_TOKENS)) {
      return Finding.fail(evidence);
    }
    return most <= asked.limit(MAX_TOKENS)
        ? Finding.pass(evidence)
        : Finding.inconclusive(evidence + ", which does not decide it");
  }
}
