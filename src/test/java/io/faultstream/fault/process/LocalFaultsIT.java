package io.faultstream.fault.process;

import io.faultstream.spec.TargetSpec;
import io.faultstream.target.local.InstalledDynamo;

/** The same on a real Dynamo, where one is installed. */
final class LocalFaultsIT extends WorkerFaults {
  @Override
  TargetSpec spec() {
    return InstalledDynamo.counting();
  }
}
