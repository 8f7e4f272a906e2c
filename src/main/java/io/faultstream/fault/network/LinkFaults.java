package io.faultstream.fault.network;

import io.faultstream.fault.FaultKit;
import io.faultstream.fault.store.StoreKit;
import io.faultstream.fault.store.StoreKit.Need;
import io.faultstream.network.Disturbance;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec.Strength;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The faults of the network of a target's etcd cluster; all hit the links of the leader. */
public final class LinkFaults {
  private static final double PERCENT = 100;

  /** For a spec that does not say it: half of etcd's own election timeout and more are left. */
  private static final Strength USUAL = new Strength(Duration.ofMillis(300), 10);

  /** Whether this machine has one is asked when the network is chosen, before there is a store. */
  private static final Need NETWORK =
      new Need(
          "root, `ip`, `tc` and `nft` for `namespaces`, nothing for the `proxy`", Optional::empty);

  private LinkFaults() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    return List.of(
        kit(
            FaultKind.ETCD_PARTITION_PEERS,
            "cut the etcd leader off from its peers,",
            (leader, strength) -> Disturbance.cutPeers(leader)),
        kit(
            FaultKind.ETCD_PARTITION_CLIENTS,
            "cut the etcd leader off from its clients,",
            (leader, strength) -> Disturbance.cutClients(leader)),
        kit(
            FaultKind.ETCD_SLOW_LINKS,
            "delay what passes between the etcd leader and its peers,",
            (leader, strength) -> Disturbance.slowPeers(leader, strength.delay())),
        kit(
            FaultKind.ETCD_LOSSY_LINKS,
            "lose some of what passes between the etcd leader and its peers,",
            (leader, strength) -> Disturbance.losePeers(leader, strength.lossPercent() / PERCENT)));
  }

  private static FaultKit kit(
      FaultKind kind, String injects, BiFunction<String, Strength, Disturbance> disturbance) {
    return new StoreKit(
        kind,
        injects,
        (led, aim) -> {
          Strength strength = aim.spec().strength().orElse(USUAL);
          Disturbance what = disturbance.apply(led.leader().name(), strength);
          Mark mark = Mark.of(what, led.cluster(), led.leader());
          return Optional.of(new LinkTrouble(led.cluster(), what, mark));
        },
        NETWORK);
  }
}
