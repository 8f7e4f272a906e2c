package io.faultstream.fault.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faultstream.fault.Schedules;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.target.network.StoreNetworks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same by the kernel, where the user is root. */
@EnabledIf(
    value = "io.faultstream.network.namespace.RootedNamespaces#wanted",
    disabledReason = "root with ip, tc and nft is needed")
final class NamespaceFaultsIT extends NetworkFaults {
  @Override
  Network network() {
    return Network.NAMESPACES;
  }

  @ParameterizedTest
  @CsvSource({
    "ETCD_PARTITION_PEERS, the kernel dropped, knows no leader and answers its clients",
    "ETCD_PARTITION_CLIENTS, and its clients, got no answer within 1000 ms",
    "ETCD_SLOW_LINKS, bytes pass late, a quorum agreed on took",
    "ETCD_LOSSY_LINKS, by chance, a quorum agreed on took"
  })
  void showsAndIsUndone(FaultKind kind, String effect, String noticed) throws Exception {
    FaultSpec fault = Schedules.fault(kind, Schedules.by(Rule.STORE), HOLD);
    Optional<String> refusal = StoreNetworks.refusal(network(), List.of(fault));
    assumeTrue(refusal.isEmpty(), refusal.orElse(""));
    // The kernel draws for itself; with so much loss some read is late for certain.
    boolean drawn = kind == FaultKind.ETCD_LOSSY_LINKS;
    showsUndoesAndLosesNoWorker(
        drawn ? fault.with(new Strength(Duration.ZERO, 30)) : fault, effect, noticed);
  }
}
