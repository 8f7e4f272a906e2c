package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.MomentCount;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Enough requests were really left, some at each moment that was asked for: else the other claims
 * about them are about nothing. Limit {@code minMade}, default 50.
 */
public final class CancellationsMade implements AboutCancellations {
  public static final String ID = "cancellations-made";

  /** Limit: how many must have been left. */
  public static final String MIN_MADE = "minMade";

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
    return Map.of(MIN_MADE, 50.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "at least "
        + Wording.number(asked.limit(MIN_MADE))
        + " requests were left by their client, some at each moment asked for";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    String moments =
        found.moments().stream()
            .map(m -> m.moment() + " " + m.made() + " of " + m.planned())
            .collect(Collectors.joining(", "));
    String evidence =
        found.made() + " requests were left" + (moments.isEmpty() ? "" : ": ") + moments;
    if (found.elsewhere() > 0) {
      return Finding.fail(
          evidence + "; " + found.elsewhere() + " of them in a phase in which none was to be");
    }
    if (found.made() < asked.limit(MIN_MADE)) {
      return Finding.inconclusive(evidence + "; that is too few");
    }
    return found.moments().stream()
        .filter(moment -> moment.made() == 0)
        .findFirst()
        .map(MomentCount::moment)
        .map(moment -> Finding.inconclusive(evidence + "; none at " + moment))
        .orElse(Finding.pass(evidence));
  }
}
