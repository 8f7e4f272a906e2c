package io.faultstream.target.network;

import io.faultstream.network.Wiring;
import io.faultstream.network.proxy.ProxyWiring;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.time.Chance;
import java.util.List;
import java.util.Optional;

/** Chooses the network of a store, by what is planned and what this machine can. Stateless. */
public final class StoreNetworks {
  private StoreNetworks() {}

  /** The target with the network that {@code auto} means for these faults here. */
  public static TargetSpec chosen(TargetSpec target, List<FaultSpec> faults) {
    return target
        .store()
        .filter(store -> store.network() == Network.AUTO)
        .map(store -> target.with(store.with(chosen(faults))))
        .orElse(target);
  }

  private static Network chosen(List<FaultSpec> faults) {
    if (faults.stream().noneMatch(fault -> fault.kind().ofNetwork())) {
      return Network.NONE;
    }
    return refusal(Network.NAMESPACES).isEmpty() ? Network.NAMESPACES : Network.PROXY;
  }

  /** Why this machine has no such network, naming what is missing; empty when it has. */
  public static Optional<String> refusal(Network network) {
    return switch (network) {
      case AUTO, NONE -> Optional.empty();
      case PROXY -> missing(new ProxyWiring(new Chance(0)));
      case NAMESPACES -> Optional.of("namespaces come with a later version");
    };
  }

  private static Optional<String> missing(Wiring wiring) {
    return wiring.lacking().map(what -> "this machine has no " + what);
  }

  /** The network of this sort; not laid yet. */
  public static Wiring wiring(Network network, Chance chance) {
    return switch (network) {
      case AUTO, NONE -> Wiring.PLAIN;
      case PROXY -> new ProxyWiring(chance);
      case NAMESPACES -> throw new IllegalArgumentException("no such network: " + network);
    };
  }
}
