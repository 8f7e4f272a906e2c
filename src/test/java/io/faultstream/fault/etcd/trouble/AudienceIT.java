package io.faultstream.fault.etcd.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdSettings;
import io.faultstream.etcd.InstalledEtcd;
import io.faultstream.etcd.timed.PrefixWatch;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.fault.FakeTarget;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.Schedules;
import io.faultstream.fault.Victims;
import io.faultstream.fault.etcd.trouble.Compaction.Audience;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who watches a real member: others, and not we. */
@Timeout(120)
final class AudienceIT {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  /** Why nobody could be aimed at. */
  private final List<String> missed = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void ourOwnWatchesAreNoAudience() throws Exception {
    FreePorts ports =
        new FreePorts(new Chance(7).named("audience of " + ProcessHandle.current().pid()));
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"));
        EtcdCluster cluster =
            EtcdCluster.in(
                new EtcdCluster.Place(folder, ports, journal),
                EtcdSettings.of(InstalledEtcd.usual(), 1))) {
      cluster.start();
      Endpoint ours = cluster.store().at("etcd-0");
      try (PrefixWatch own = watch(ours);
          Endpoint others = ours.anew()) {
        assertThat(own.take(WITHIN)).isPresent();
        assertThat(seen(cluster, 0)).isTrue();
        assertThat(aimed(cluster)).isEmpty();
        assertThat(missed).last().asString().startsWith("no client but this run watches the store");
        try (PrefixWatch theirs = watch(others)) {
          assertThat(theirs.take(WITHIN)).isPresent();
          assertThat(seen(cluster, 1)).isTrue();
          assertThat(aimed(cluster)).isPresent();
        }
      }
      assertThat(seen(cluster, 0)).isTrue();
      assertThat(ours.watches()).isZero();
    }
  }

  /** The compaction of this store, if it has an audience. */
  private Optional<Fault> aimed(EtcdCluster cluster) throws InterruptedException {
    FaultKind kind = FaultKind.ETCD_COMPACTION;
    FaultKit kit =
        Troubles.kits().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
    return kit.aim(
        new FaultKit.Aim(
            Schedules.fault(kind, Schedules.by(Rule.STORE), Duration.ofSeconds(1)),
            new FakeTarget(1).workers().orElseThrow(),
            new Victims(new Chance(7)),
            Optional.of(cluster),
            missed::add));
  }

  private static PrefixWatch watch(Endpoint endpoint) {
    return new TimedCalls(endpoint, WITHIN).watch("any/", 0, RunClock.startingNow());
  }

  /** Whether so many watches of others come to be seen. */
  private static boolean seen(EtcdCluster cluster, int watches) throws Exception {
    Audience wanted = new Audience("etcd-0", watches, watches);
    Audience last = Audience.of(cluster, "etcd-0");
    for (int i = 0; i < 50 && !last.equals(wanted); i++) {
      Poll.until(Duration.ofMillis(100), Duration.ofMillis(100), Optional::empty);
      last = Audience.of(cluster, "etcd-0");
    }
    return last.equals(wanted);
  }
}
