package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.Reach;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;

/**
 * The frontend gave a request up, and its worker was told, soon after the client had left, by the
 * lines of their logs that name it. Limit {@code maxMillis}, default 1000: the originals poll for
 * half a second, and were seen to be too strict at 634 ms on a busy machine. Of a split topology
 * the frontend's line comes after the prefill, which runs to its end. The logs must name nearly all
 * that were closed clear of their beginning and end.
 */
public final class CancellationNoticed implements AboutCancellations {
  public static final String ID = "cancellation-noticed";
  private static final String MAX_MILLIS = "maxMillis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_MILLIS, 1000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "frontend and workers noticed within "
        + Wording.millis(asked.limit(MAX_MILLIS))
        + " that a client had left";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    Reach reach = found.reach();
    Finding frontend =
        within("frontend", reach.frontendMicros(), asked)
            .and(named("frontend", reach.noticed(), reach.clear()));
    if (reach.untold() > 0) {
      return frontend.and(
          Finding.fail(
              "workers: " + reach.untold() + " computed to the end, and never told to stop"));
    }
    return frontend
        .and(within("workers", reach.workerMicros(), asked))
        .and(named("workers", reach.heard(), reach.clear()));
  }

  private static Finding named(String who, long named, long clear) {
    String evidence = who + " name " + named + " of " + clear + " closed clear of their end";
    return AboutCancellations.mostOf(named, clear)
        ? Finding.pass(evidence)
        : Finding.inconclusive(evidence);
  }

  private static Finding within(String who, Distribution micros, ClaimSpec asked) {
    Long most = micros.max();
    if (most == null) {
      return Finding.inconclusive(who + ": no log names a request that was left");
    }
    String evidence = who + ", of " + AboutCancellations.words(micros);
    return most <= asked.limit(MAX_MILLIS) * 1000 ? Finding.pass(evidence) : Finding.fail(evidence);
  }
}
