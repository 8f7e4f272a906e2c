package io.faultstream.judge.validity;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.Recovery;
import io.faultstream.spec.Control;
import io.faultstream.spec.FaultKind;
import java.util.Optional;

/**
 * What a negative control shows. Without an effect, as it must be, the run is undecided; with one,
 * something takes for an effect what is none, and the claim fails.
 */
final class Controls {
  private Controls() {}

  /** The finding where this fault was played as a control; empty where it hit its victim. */
  static Optional<Finding> find(StoredRun run, FaultWindow window, String name) {
    return run.spec().faults().stream()
        .filter(fault -> fault.id().equals(window.id()))
        .filter(fault -> fault.control() != Control.NONE)
        .map(fault -> at(fault.control(), run, window, name))
        .findFirst();
  }

  private static Finding at(Control control, StoredRun run, FaultWindow window, String name) {
    String what = name + " was a negative control (" + control.label() + "): ";
    if (window.injectNanos() == null) {
      return Finding.inconclusive(what + "it was never played");
    }
    return switch (control) {
      case NONE -> throw new IllegalArgumentException("no control: " + window.id());
      case DECOY -> decoy(run, window, what);
      case SHAM -> sham(run, window, what);
    };
  }

  private static Finding decoy(StoredRun run, FaultWindow window, String what) {
    if (SeenAtTarget.anyhow(run, window)) {
      return Finding.fail(what + "a decoy was hit, yet the target showed an effect");
    }
    boolean terminated = window.kind() == FaultKind.TERMINATE;
    return Finding.inconclusive(
        window.effectProven() || terminated
            ? what + "a decoy was hit, and no effect was seen"
            : what + "the decoy was not proven to be hit");
  }

  /** What the measure of recovery says of a fault that was none is its own noise. */
  private static Finding sham(StoredRun run, FaultWindow window, String what) {
    if (window.effectProven()) {
      return Finding.fail(what + "nothing was broken, yet an effect was recorded");
    }
    Optional<Recovery> measured =
        run.measured().summary().recoveries().stream()
            .filter(recovery -> recovery.fault().equals(window.id()))
            .findFirst();
    Long after = measured.map(Recovery::recoveredNanos).orElse(0L);
    return Finding.inconclusive(
        after == null || after > 0
            ? what + "nothing was broken, yet the measure of recovery found a dip"
            : what + "nothing was broken, so there is no dip and no recovery to judge");
  }
}
