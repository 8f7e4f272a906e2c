package io.faultstream.fault.network;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.store.StoreFault;
import io.faultstream.fault.store.Trouble;
import io.faultstream.network.Disturbance;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The faults of the network of a target's etcd cluster; all hit the links of the leader. */
public final class LinkFaults {
  private static final double PERCENT = 100;

  /** For a spec that does not say it: half of etcd's own election timeout and more are left. */
  private static final Strength USUAL = new Strength(Duration.ofMillis(300), 10);

  private LinkFaults() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    return List.of(
        new Kit(
            FaultKind.ETCD_PARTITION_PEERS,
            "cut the etcd leader off from its peers,",
            (leader, strength) -> Disturbance.cutPeers(leader)),
        new Kit(
            FaultKind.ETCD_PARTITION_CLIENTS,
            "cut the etcd leader off from its clients,",
            (leader, strength) -> Disturbance.cutClients(leader)),
        new Kit(
            FaultKind.ETCD_SLOW_LINKS,
            "delay what passes between the etcd leader and its peers,",
            (leader, strength) -> Disturbance.slowPeers(leader, strength.delay())),
        new Kit(
            FaultKind.ETCD_LOSSY_LINKS,
            "lose some of what passes between the etcd leader and its peers,",
            (leader, strength) -> Disturbance.losePeers(leader, strength.lossPercent() / PERCENT)));
  }

  /** One of them. */
  private record Kit(
      FaultKind kind, String injects, BiFunction<String, Strength, Disturbance> disturbance)
      implements FaultKit {
    @Override
    public Optional<String> refusal(FaultSpec spec, Target target) {
      return Optional.empty();
    }

    @Override
    public String undoes() {
      return kind.undoneBy();
    }

    @Override
    public Optional<Fault> aim(Aim aim) throws InterruptedException {
      if (aim.store().isEmpty()) {
        return Optional.empty();
      }
      EtcdCluster cluster = aim.store().get();
      Optional<MemberStatus> leader = cluster.status().leader();
      return leader.map(
          led -> {
            Strength strength = aim.spec().strength().orElse(USUAL);
            Disturbance what = disturbance.apply(led.name(), strength);
            Trouble links = new LinkTrouble(cluster, what, Mark.of(what, cluster, led));
            return new StoreFault(links, cluster, aim.workers());
          });
    }
  }
}
