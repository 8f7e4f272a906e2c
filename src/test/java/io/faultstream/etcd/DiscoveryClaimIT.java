package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.discovery.etcd.EtcdDiscovery;
import io.faultstream.cluster.time.Ticker;
import io.faultstream.experiment.store.StoreProbe;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.store.InstancesTrue;
import io.faultstream.measure.SampleHistory;
import io.faultstream.time.RunClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real servers, the embedded cluster's own clients of them, the probe and the claim: a member dies,
 * an instance comes while a watch is away, and what the watch missed is compacted.
 */
@Timeout(120)
final class DiscoveryClaimIT {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Discovery.Terms NOBODY = new Discovery.Terms(false, () -> {});

  @TempDir Path folder;
  @TempDir Path run;

  private final RunClock clock = RunClock.startingNow();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<StoreEntry> written = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final HeldTicker held = new HeldTicker();
  private volatile Set<String> listed = Set.of();

  private EtcdDiscovery of(EtcdCluster cluster, DiscoveryDefect defect, Ticker ticker) {
    return new Discoveries(cluster, LEASE, lines).client(defect, ticker);
  }

  private void announce(EtcdDiscovery discovery, long id) throws IOException {
    open.add(discovery.register(Discoveries.instance(id), NOBODY)::revoke);
  }

  private void list(List<Instance> instances) {
    listed = instances.stream().map(one -> Long.toString(one.id())).collect(Collectors.toSet());
  }

  private void logged(String text) throws InterruptedException {
    long until = clock.nanos() + 20 * SECOND;
    while (!lines.toString(StandardCharsets.UTF_8).contains(text)) {
      assertThat(clock.nanos()).as("no '%s' in %s", text, lines).isLessThan(until);
      clock.sleepUntil(clock.nanos() + SECOND / 50);
    }
  }

  private void play(EtcdCluster cluster, DiscoveryDefect defect) throws Exception {
    EtcdDiscovery sound = of(cluster, DiscoveryDefect.NONE, Ticker.system());
    announce(of(cluster, defect, Ticker.system()), 1);
    open.add(of(cluster, defect, held).watch(this::list));
    StoreProbe.Subject subject =
        new StoreProbe.Subject(cluster.store(), cluster.admin(), () -> Optional.of(listed));
    List<String> mishaps = Collections.synchronizedList(new ArrayList<>());
    StoreProbe probe = new StoreProbe(subject, clock, written::add, mishaps::add);
    clock.zero();
    probe.begin();
    clock.sleepUntil(3 * SECOND);
    held.hold(true);
    cluster.kill("etcd-0", Quorum.KEPT);
    logged("Error watching stream for prefix 'v1/'");
    announce(sound, 2);
    Endpoint other = cluster.store().at("etcd-1");
    other.compact(other.revision());
    held.hold(false);
    announce(sound, 3);
    clock.sleepUntil(clock.nanos() + 9 * SECOND);
    probe.abandon();
    assertThat(mishaps).isEmpty();
  }

  private Finding judged() {
    StoredRun calm = SampleHistory.calm().stored(run);
    StoreRecord store = StoreRecord.of(List.copyOf(written));
    InstancesTrue claim = new InstancesTrue();
    return claim.find(
        new StoredRun(calm.spec(), calm.measured().with(store), calm.metrics(), calm.profile()),
        claim.asked());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,none vanished that no fault hit",
    "NEVER_REWATCHES,'2, 3 not listed'",
    "DROPS_LEASE,1 vanished that no fault hit: 1",
    "LOSES_RESYNC,2 not listed"
  })
  void defectsOfAClientAreCaught(DiscoveryDefect defect, String words) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(InstalledEtcd.usual(), 3))) {
      play(running.cluster(), defect);
      for (AutoCloseable one : open) {
        one.close();
      }
    }

    Finding found = judged();
    assertThat(found.verdict())
        .as(found.evidence())
        .isEqualTo(defect == DiscoveryDefect.NONE ? Verdict.PASS : Verdict.FAIL);
    assertThat(found.evidence()).contains(words);
  }
}
