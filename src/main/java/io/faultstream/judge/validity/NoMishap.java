package io.faultstream.judge.validity;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nothing went wrong with the run itself: no process of the target ended unasked, no file could not
 * be written, nothing was left undone, nobody ended it early. No limits.
 */
public final class NoMishap implements Claim {
  public static final String ID = "no-mishap";
  private static final int NAMED = 3;

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
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "nothing went wrong with the run itself";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    Optional<List<String>> mishaps = run.measured().details().mishaps();
    if (mishaps.isEmpty()) {
      return Finding.inconclusive("mishaps were not recorded");
    }
    int count = mishaps.get().size();
    return count == 0
        ? Finding.pass("no mishap was recorded")
        : Finding.fail(
            String.join("; ", mishaps.get().subList(0, Math.min(NAMED, count)))
                + (count > NAMED ? "; and " + (count - NAMED) + " more" : ""));
  }
}
