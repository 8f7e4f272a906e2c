package io.faultstream.experiment.life;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.spec.ExperimentSpec;

/** Which processes of the target shall end by themselves, once the store is lost. Thread-safe. */
final class AwaitedEnds {
  private final ExperimentSpec spec;
  private volatile boolean lost;

  AwaitedEnds(ExperimentSpec spec) {
    this.spec = spec;
  }

  /** Takes each step of each fault. */
  void step(FaultEvent event) {
    if (event.step() == FaultStep.INJECTING && event.kind().losesQuorum()) {
      lost = true;
    }
  }

  /** Whether the end of this process is no mishap now. */
  boolean now(String process) {
    return lost && spec.endsByItself(process);
  }
}
