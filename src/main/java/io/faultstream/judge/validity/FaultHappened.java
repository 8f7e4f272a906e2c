package io.faultstream.judge.validity;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every fault that was asked for really happened: the target was healthy before, the effect was
 * proven inside its phase, the target itself showed it, the undo was proven, and the target was
 * healthy again within its budget, unless all of it shall end by itself. A step that was not
 * reached leaves it undecided; a step that went wrong fails. A negative control never holds: {@link
 * Controls}. No limits.
 */
public final class FaultHappened implements Claim {
  public static final String ID = "fault-happened";

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
    return "the fault really happened, inside its phase, and was undone";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return run.windows().stream()
        .map(window -> at(run, window))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("no fault was asked for"));
  }

  private static Finding at(StoredRun run, FaultWindow window) {
    ExperimentSpec spec = run.spec();
    String name = window.kind().label() + victim(window);
    Optional<Finding> control = Controls.find(run, window, name);
    if (control.isPresent()) {
      return control.get();
    }
    Long inject = window.injectNanos();
    Long effect = window.effectNanos();
    if (inject == null) {
      return Finding.inconclusive(name + " was never injected" + why(window));
    }
    if (effect == null) {
      return Finding.inconclusive(name + " was never proven");
    }
    List<String> wrong = wrong(spec, window, inject, effect);
    if (!wrong.isEmpty()) {
      return Finding.fail(name + ": " + String.join(", ", wrong));
    }
    if (!SeenAtTarget.anyhow(run, window)) {
      return Finding.inconclusive(name + " was proven, but no effect was seen at the target");
    }
    Long undone = window.undoneNanos();
    if (undone == null) {
      return Finding.inconclusive(name + " was proven, but never its undoing");
    }
    String held =
        name
            + " proven "
            + Wording.time(effect - inject)
            + " after its injection, "
            + noticed(window, inject)
            + ", undone after "
            + Wording.time(undone - effect)
            + ", healthy ";
    if (spec.expectation() == Expectation.END && window.kind().losesQuorum()) {
      return Finding.pass(held + "before; all shall have ended after it");
    }
    return window.healthyAfter()
        ? Finding.pass(held + "before and after")
        : Finding.fail(held + "before, but not after it within its time");
  }

  private static String noticed(FaultWindow window, long inject) {
    Long noticed = window.noticedNanos();
    return window.noticed() && noticed != null
        ? "noticed by the target after " + Wording.time(noticed - inject)
        : "seen by its streams, which were moved or lost, and not by the target's own health";
  }

  private static List<String> wrong(
      ExperimentSpec spec, FaultWindow window, long inject, long effect) {
    List<String> wrong = new ArrayList<>();
    if (!window.healthyBefore()) {
      wrong.add("the target was not known to be healthy before");
    }
    if (!window.effectProven()) {
      wrong.add("its effect could not be proven");
    }
    if (inject < spec.startNanos(window.phase()) || effect >= spec.endNanos(window.phase())) {
      wrong.add("it did not fall inside " + window.phase().label());
    }
    if (window.undoneNanos() != null && !window.undoProven()) {
      wrong.add("its undoing could not be proven");
    }
    return wrong;
  }

  private static String victim(FaultWindow window) {
    return window.victim().isEmpty() ? "" : " of " + window.victim();
  }

  /** What was said of a fault that did not happen, last; nothing where nobody played it. */
  private static String why(FaultWindow window) {
    List<String> said = window.evidence();
    boolean tried = window.effectNanos() != null && !window.effectProven() && !said.isEmpty();
    return tried ? ": " + said.get(said.size() - 1).replaceFirst("^not injected: ", "") : "";
  }
}
