package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import io.faultstream.network.namespace.NamespaceWiring;
import io.faultstream.network.namespace.RootedNamespaces;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers in a namespace each, and what is done to their ways. */
@Timeout(180)
final class NamespacesIT {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(50);
  @TempDir Path folder;
  private @Nullable RunningEtcd running;

  @BeforeEach
  void start() throws Exception {
    NamespaceWiring wiring = RootedNamespaces.wiring();
    running = RunningEtcd.in(folder, EtcdSettings.of(InstalledEtcd.usual(), 3).wired(wiring));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (running != null) {
      running.close();
      assertThat(running.open()).isEmpty();
    }
  }

  private EtcdCluster cluster() {
    return Optional.ofNullable(running).orElseThrow().cluster();
  }

  private ClusterStatus await(Predicate<ClusterStatus> wanted) throws Exception {
    return Poll.until(WITHIN, EVERY, () -> Optional.of(cluster().status()).filter(wanted))
        .orElseThrow(() -> new AssertionError("not so, but: " + statusNow()));
  }

  private String statusNow() {
    try {
      return cluster().status().sentence();
    } catch (InterruptedException e) {
      return e.toString();
    }
  }

  private Evidence counted() throws Exception {
    return Poll.until(
            WITHIN,
            EVERY,
            () -> {
              try {
                return Optional.of(cluster().links().evidence()).filter(one -> one.count() > 0);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElseThrow(() -> new AssertionError("nothing was counted"));
  }

  @Test
  void theServersThemselvesAreTheProcessesAndListenInTheirNamespaces() throws Exception {
    assertThat(cluster().status().healthy()).isTrue();
    assertThat(cluster().clientUrls()).allMatch(url -> url.matches("http://198\\.1[89]\\..*:2379"));
    Path host = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
    for (ProcessIdentity member : cluster().processes().values()) {
      Path process = Path.of("/proc", Long.toString(member.pid()));
      assertThat(Files.readSymbolicLink(process.resolve("exe")).getFileName()).hasToString("etcd");
      assertThat(Files.readSymbolicLink(process.resolve("ns/net"))).isNotEqualTo(host);
    }
    cluster().replace(Optional.ofNullable(running).orElseThrow().follower());
    assertThat(cluster().status().healthy()).isTrue();
  }

  @Test
  void aLeaderCutOffFromItsPeersIsFollowedByAnotherInAHigherTerm() throws Exception {
    MemberStatus old = cluster().leader();
    cluster().disturb(Disturbance.cutPeers(old.name()), Quorum.KEPT);
    ClusterStatus after =
        await(
            status ->
                status.heard().stream()
                        .filter(one -> one.term() > old.term() && one.leader() != old.id())
                        .filter(one -> one.leader() != 0)
                        .count()
                    == 2);
    assertThat(after.heard()).as("the manager still reaches all").hasSize(3);
    assertThat(counted().sentence()).contains("dropped", old.name(), "its peers");
    cluster().heal();
    ClusterStatus healed = cluster().awaitHealthy();
    assertThat(healed.leader().orElseThrow().term()).isGreaterThan(old.term());
    assertThat(cluster().links().evidence().count()).isPositive();
  }

  @Test
  void aMemberCutOffFromItsClientsStaysWithItsPeers() throws Exception {
    MemberStatus leader = cluster().leader();
    Endpoint client = cluster().store().at(leader.name());
    client.put("faultstream/before", "1");
    cluster().disturb(Disturbance.cutClients(leader.name()), Quorum.KEPT);
    assertThatThrownBy(() -> client.put("faultstream/while", "1"))
        .isInstanceOf(EtcdException.class);
    assertThat(counted().sentence()).contains("dropped", "its clients");
    ClusterStatus status = cluster().awaitHealthy();
    assertThat(status.leader().orElseThrow().id()).isEqualTo(leader.id());
    assertThat(status.leader().orElseThrow().term()).isEqualTo(leader.term());
    cluster().heal();
    assertThat(
            Poll.until(
                WITHIN,
                EVERY,
                () -> written(client, "after") ? Optional.of(true) : Optional.empty()))
        .isPresent();
  }

  private static boolean written(Endpoint client, String key) throws InterruptedException {
    try {
      client.put("faultstream/" + key, "1");
      return true;
    } catch (EtcdException e) {
      return false;
    }
  }

  @Test
  void lossesAreCountedAndTheClusterGoesOn() throws Exception {
    MemberStatus leader = cluster().leader();
    cluster().disturb(Disturbance.losePeers(leader.name(), 0.2), Quorum.KEPT);
    assertThat(counted().sentence()).contains("by chance");
    cluster().heal();
    assertThat(cluster().awaitHealthy().healthy()).isTrue();
  }

  @Test
  void aSlowLinkMakesWritesSlow() throws Exception {
    MemberStatus leader = cluster().leader();
    Endpoint way = cluster().store().at(leader.name());
    String large = "x".repeat(30_000);
    Disturbance slow =
        new Disturbance(Disturbance.Kind.SLOW_PEERS, leader.name(), Duration.ZERO, 40_000, 0);
    cluster().disturb(slow, Quorum.KEPT);
    // The faster of two followers gets 30 kB at 40 kB/s, of which 3 kB at once.
    assertThat(timed(way, large)).isGreaterThan(Duration.ofMillis(500));
    assertThat(cluster().links().evidence().count()).isGreaterThan(30_000);
    assertThat(cluster().links().evidence().sentence())
        .contains("late", "for their rate", leader.name());
    cluster().heal();
    assertThat(cluster().awaitHealthy().healthy()).isTrue();
    assertThat(cluster().links().evidence().count()).isGreaterThan(30_000);
  }

  private static Duration timed(Endpoint way, String value) throws Exception {
    long begun = System.nanoTime();
    way.put("faultstream/large", value);
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
