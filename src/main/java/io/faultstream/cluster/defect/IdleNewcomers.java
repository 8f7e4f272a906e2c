package io.faultstream.cluster.defect;

import java.util.HashSet;
import java.util.Set;

/** Only workers that could be asked before the first was lost are asked afterwards. */
final class IdleNewcomers implements FrontendDefect {
  private final Set<Long> known = new HashSet<>();
  private boolean afterLoss;

  @Override
  public Fate streamLost() {
    afterLoss = true;
    return Fate.MOVES;
  }

  @Override
  public boolean asks(long instanceId) {
    if (!afterLoss) {
      known.add(instanceId);
    }
    return known.contains(instanceId);
  }
}
