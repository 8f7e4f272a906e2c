package io.faultstream.judge.service;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.Recovery;
import io.faultstream.spec.ClaimSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service is as it was in the same phase before the fault within a time after its effect; the
 * report says how the band is made. Limit {@code seconds}, default 10: the lease after which a dead
 * worker has left, so that nothing is sent to it any more.
 */
public final class RecoversWithin implements Claim {
  public static final String ID = "recovers-within";
  public static final String SECONDS = "seconds";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "recovery";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(SECONDS, 10.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the service is as before within "
        + Wording.number(asked.limit(SECONDS))
        + " s of the fault's effect";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.windows().stream()
        .map(window -> at(run, window, asked.limit(SECONDS)))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no fault"));
  }

  private static Finding at(StoredRun run, FaultWindow window, double limitSeconds) {
    Optional<Recovery> found =
        run.measured().summary().recoveries().stream()
            .filter(r -> r.fault().equals(window.id()))
            .findFirst();
    if (found.isEmpty()) {
      return Finding.inconclusive(
          window.id() + " was never injected, or too few requests came before it to compare with");
    }
    Recovery recovery = found.get();
    Long nanos = recovery.recoveredNanos();
    double looked = recovery.observedNanos() / 1e9 - recovery.windowSeconds();
    if (nanos == null) {
      return looked < limitSeconds
          ? Finding.inconclusive(evidence(recovery) + "; that is too short to say")
          : Finding.fail(evidence(recovery));
    }
    return nanos <= limitSeconds * 1e9
        ? Finding.pass(evidence(recovery))
        : Finding.fail(evidence(recovery));
  }

  private static String evidence(Recovery recovery) {
    return String.format(
        Locale.ROOT,
        "%s (against the standard phase %s), looked at for %.1f s; deepest second lost %s, %.0f"
            + " requests lost, %.1f s of waiting above the band",
        words(recovery.recoveredNanos()),
        words(recovery.afterStandardNanos()),
        recovery.observedNanos() / 1e9,
        Wording.percent(recovery.dipDepth()),
        recovery.lostCompletions(),
        recovery.excessLatencySeconds());
  }

  private static String words(@Nullable Long nanos) {
    return nanos == null
        ? "not recovered"
        : String.format(Locale.ROOT, "recovered after %.1f s", nanos / 1e9);
  }
}
