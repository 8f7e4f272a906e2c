package io.faultstream.fault.network;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.network.Disturbance;
import java.util.Optional;

/** How the store itself shows that the links of a member are hit. Used by one thread at a time. */
interface Mark {
  /** What is looked for, for when it never comes. */
  String looked();

  /** Sees how it is before, as far as that matters. */
  default void before() throws InterruptedException {
    // Most show by themselves.
  }

  /** The evidence; empty when it does not show yet. */
  Optional<String> shown() throws InterruptedException;

  /** Of this disturbance of the member that led. */
  static Mark of(Disturbance what, EtcdCluster cluster, MemberStatus led) {
    return switch (what.kind()) {
      case CUT_PEERS -> new LedWithoutIt(cluster, led);
      case CUT_CLIENTS -> new SilentToClients(cluster, led.name());
      case SLOW_PEERS ->
          new LateCalls(
              cluster, led.name(), what.delay().multipliedBy(2), LateCalls.Call.WRITE_AT_IT);
      case LOSE_PEERS ->
          new LateCalls(cluster, led.name(), LateCalls.RESENT, LateCalls.Call.READ_AT_OTHERS);
    };
  }
}
