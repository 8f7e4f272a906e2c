package io.faultstream.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.fault.Faults;
import io.faultstream.fault.Schedules;
import io.faultstream.process.Journal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.choice.Targets;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of the store's network by the proxy. */
final class LinkFaultsIT extends NetworkFaults {
  @Override
  Network network() {
    return Network.PROXY;
  }

  @ParameterizedTest
  @CsvSource({
    "ETCD_PARTITION_PEERS, held back on, knows no leader and answers its clients",
    "ETCD_PARTITION_CLIENTS, held back on 1 of etcd-, got no answer within 1000 ms",
    "ETCD_SLOW_LINKS, bytes late on, a quorum agreed on took",
    "ETCD_LOSSY_LINKS, stall, a quorum agreed on took"
  })
  void showsAndIsUndone(FaultKind kind, String effect, String noticed) throws Exception {
    showsUndoesAndLosesNoWorker(kind, effect, noticed);
  }

  @Test
  void storeWithNothingBetweenItsMembersRefusesThemByName() throws IOException {
    try (Journal other = Journal.open(folder.resolve("other.jsonl"))) {
      Target plain =
          Targets.of(spec(Network.NONE), new TargetContext(folder, other, new Chance(7)));
      FaultSpec fault = Schedules.fault(FaultKind.ETCD_SLOW_LINKS, Schedules.by(Rule.STORE), HOLD);

      assertThat(new Faults(LinkFaults.kits()).refusals(List.of(fault), plain))
          .containsExactly(
              "fault f-etcd-slow-links (etcd-slow-links): nothing lies between the store's"
                  + " members: target.etcd.network says what may");
    }
  }
}
