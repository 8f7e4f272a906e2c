package io.faultstream.fault.process;

import io.faultstream.spec.TargetSpec;
import io.faultstream.target.embedded.Specs;

/** The process faults on the embedded cluster. */
final class EmbeddedFaultsIT extends WorkerFaults {
  @Override
  TargetSpec spec() {
    return Specs.embedded();
  }
}
