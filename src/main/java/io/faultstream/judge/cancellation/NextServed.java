package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.Next;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;

/**
 * The request that is sent next after a client has left is served at once: a system that does not
 * let go of the work lets it wait. Limit {@code maxMillis} for the longest time to its first token,
 * default 2000: users have reported 11 to 55 seconds (reference: dynamo.md, 14, item 12).
 */
public final class NextServed implements AboutCancellations {
  public static final String ID = "next-request-served";
  private static final String MAX_MILLIS = "maxMillis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_MILLIS, 2000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the next request after each that was left had its first token within "
        + Wording.millis(asked.limit(MAX_MILLIS));
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    Next next = found.next();
    Long most = next.ttftMicros().max();
    if (most == null && next.unserved() == 0) {
      return Finding.inconclusive("no request followed one that was left");
    }
    String evidence =
        "TTFT of the next, of "
            + AboutCancellations.words(next.ttftMicros())
            + (next.unserved() > 0 ? "; " + next.unserved() + " got no token" : "");
    return next.unserved() == 0 && most != null && most <= asked.limit(MAX_MILLIS) * 1000
        ? Finding.pass(evidence)
        : Finding.fail(evidence);
  }
}
