package io.faultstream.judge.validity;

import io.faultstream.judge.Finding;
import io.faultstream.measure.FaultWindow;
import io.faultstream.spec.Control;
import io.faultstream.spec.ExperimentSpec;
import java.util.Optional;

/**
 * What a negative control shows. Without an effect, as it must be, the run is undecided; with one,
 * something takes for an effect what is none, and the claim fails.
 */
final class Controls {
  private Controls() {}

  /** The finding where this fault was played as a control; empty where it hit its victim. */
  static Optional<Finding> find(ExperimentSpec spec, FaultWindow window, String name) {
    return spec.faults().stream()
        .filter(fault -> fault.id().equals(window.id()))
        .filter(fault -> fault.control() != Control.NONE)
        .map(fault -> at(fault.control(), window, name))
        .findFirst();
  }

  private static Finding at(Control control, FaultWindow window, String name) {
    String what = name + " was a negative control (" + control.label() + "): ";
    if (window.injectNanos() == null) {
      return Finding.inconclusive(what + "it was never played");
    }
    return switch (control) {
      case NONE -> throw new IllegalArgumentException("no control: " + window.id());
      case DECOY ->
          window.effectProven() && window.noticed()
              ? Finding.fail(what + "a decoy was hit, yet the target showed an effect")
              : Finding.inconclusive(what + "a decoy was hit, and no effect was seen");
      case SHAM ->
          window.effectProven()
              ? Finding.fail(what + "nothing was broken, yet an effect was recorded")
              : Finding.inconclusive(
                  what + "nothing was broken, so there is no dip and no recovery to judge");
    };
  }
}
