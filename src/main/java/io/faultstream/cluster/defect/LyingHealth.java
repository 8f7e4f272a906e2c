package io.faultstream.cluster.defect;

import io.faultstream.cluster.discovery.Instance;
import java.util.List;
import java.util.TreeMap;

/** Every worker that was ever told of is told of for ever. */
final class LyingHealth implements FrontendDefect {
  private final TreeMap<Long, Instance> seen = new TreeMap<>();

  @Override
  public List<Instance> told(List<Instance> present) {
    present.forEach(instance -> seen.put(instance.id(), instance));
    return List.copyOf(seen.values());
  }
}
