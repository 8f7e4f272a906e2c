package io.faultstream.target.embedded;

import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.TargetSpec.OnTerminate;
import java.time.Duration;
import java.util.Optional;

/** Specs of embedded targets. */
public final class Specs {
  private Specs() {}

  /** Two workers, a free port, the mocker's pace. */
  public static TargetSpec embedded() {
    return embedded(0, Duration.ofSeconds(30));
  }

  /** The same with a port and a time to get ready. */
  public static TargetSpec embedded(int port, Duration readyWithin) {
    return new TargetSpec(
        TargetKind.EMBEDDED,
        Optional.empty(),
        "tiny",
        2,
        3,
        OnTerminate.DRAIN,
        Optional.empty(),
        readyWithin,
        new EmbeddedSpec(port, 1, 1, "round-robin", 529, false, 64),
        Optional.empty());
  }
}
