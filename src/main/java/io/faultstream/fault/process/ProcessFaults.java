package io.faultstream.fault.process;

import io.faultstream.fault.FaultKit;
import java.util.List;

/** The faults of one worker's process. */
public final class ProcessFaults {
  private ProcessFaults() {}

  /** Kill, terminate and stall. */
  public static List<FaultKit> kits() {
    return List.of();
  }
}
