package io.faultstream.judge.service;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.FaultKind;
import java.util.Map;

/**
 * The target's own health tells the truth about a worker that was killed: it is listed no more once
 * its lease, and 5 s, are over. Its death is known from the kernel. A worker that was terminated is
 * watched by the proof of its effect already, and one that is only stopped may stay listed. No
 * limits: the lease is the target's.
 */
public final class HealthTruthful implements Claim {
  public static final String ID = "health-truthful";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "service";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the target's health stopped listing a dead worker once its lease was over";
  }

  @Override
  public boolean judgedIn(StoredRun run) {
    return run.windows().isEmpty()
        || run.windows().stream().anyMatch(window -> window.kind() == FaultKind.KILL);
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.windows().stream()
        .filter(window -> window.kind() == FaultKind.KILL)
        .map(HealthTruthful::at)
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("no worker was killed"));
  }

  private static Finding at(FaultWindow window) {
    Long effect = window.effectNanos();
    if (effect == null || !window.effectProven()) {
      return Finding.inconclusive(window.id() + " was not proven to have killed a worker");
    }
    Long noticed = window.noticedNanos();
    if (noticed == null) {
      return Finding.inconclusive("the run ended before the dead worker had to be gone");
    }
    String after = " " + Wording.time(noticed - effect) + " after its death";
    return window.noticed()
        ? Finding.pass(window.victim() + " was listed no more" + after)
        : Finding.fail(window.victim() + " was still listed" + after);
  }
}
