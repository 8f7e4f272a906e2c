package io.faultstream.fault.process;

import io.faultstream.fault.Proof;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starting a worker again in the place of the one that was hit; once. Not thread-safe. */
final class Replacement {
  private final Hit hit;
  private @Nullable Worker started;

  Replacement(Hit hit) {
    this.hit = hit;
  }

  void start() throws TargetException, InterruptedException {
    if (started == null) {
      started = hit.control().restart(hit.worker());
    }
  }

  boolean started() {
    return started != null;
  }

  /** The new one serves; where none was needed, the old one does. */
  Proof prove(Duration within) throws InterruptedException {
    Worker worker = started == null ? hit.worker() : started;
    return Hit.serving(hit.control(), worker, within);
  }
}
