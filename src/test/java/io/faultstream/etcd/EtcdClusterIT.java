package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHashes;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Journal;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.Chance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters of real servers: those that are found and the newer one where it was built. */
@Timeout(240)
final class EtcdClusterIT {
  @TempDir Path folder;
  private Journal journal;
  private final List<EtcdCluster> clusters = new ArrayList<>();

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  @BeforeEach
  void openJournal() throws Exception {
    journal = Journal.open(folder.resolve("journal.jsonl"));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (EtcdCluster cluster : clusters) {
      cluster.close();
    }
    journal.close();
  }

  private EtcdCluster started(EtcdSettings settings) throws Exception {
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(new Chance(7).named("ports of " + pid));
    EtcdCluster cluster = EtcdCluster.in(new EtcdCluster.Place(folder, ports, journal), settings);
    clusters.add(cluster);
    ClusterStatus status = cluster.start();
    assertThat(status.healthy()).isTrue();
    assertThat(status.heard()).hasSize(settings.members());
    return cluster;
  }

  private static String follower(EtcdCluster cluster) throws Exception {
    String leader = cluster.leader().name();
    return cluster.names().stream().filter(name -> !name.equals(leader)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void killedLeaderIsReplacedByAnotherInAHigherTermAndComesBackWithItsData(EtcdProgram program)
      throws Exception {
    EtcdCluster cluster = started(EtcdSettings.of(program, 3));
    MemberStatus old = cluster.leader();
    assertThat(old.version()).isEqualTo(program.version().toString());
    long written = cluster.store().at(old.name()).put("a", "1");

    cluster.kill(old.name(), Quorum.KEPT);
    ClusterStatus after = cluster.awaitLeader(old.term());
    MemberStatus leader = after.leader().orElseThrow();
    assertThat(leader.name()).isNotEqualTo(old.name());
    assertThat(leader.term()).isGreaterThan(old.term());
    assertThat(after.of(old.name())).isEmpty();
    assertThat(after.heard()).hasSize(2);
    assertThat(cluster.store().at(leader.name()).put("b", "2")).isGreaterThan(written);

    ClusterStatus whole = cluster.restart(old.name());
    assertThat(whole.of(old.name()).orElseThrow().id()).isEqualTo(old.id());
    assertThat(cluster.store().at(old.name()).get("a"))
        .hasValueSatisfying(value -> assertThat(value.text()).isEqualTo("1"));
    assertThat(cluster.store().at(old.name()).get("b")).isPresent();
    StoreHashes hashes = cluster.upkeep().hashes();
    assertThat(hashes.equal()).as(hashes.sentence()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void closingLeavesNothing(EtcdProgram program) throws Exception {
    EtcdCluster cluster = started(EtcdSettings.of(program, 3));
    Collection<ProcessIdentity> processes = cluster.processes().values();
    assertThat(processes).hasSize(3).allMatch(ProcessIdentity::alive);
    assertThat(folder.resolve("etcd-data/etcd-0")).isDirectory();

    cluster.close();
    cluster.close();
    assertThat(processes).noneMatch(ProcessIdentity::alive);
    assertThat(folder.resolve("etcd-data")).doesNotExist();
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    assertThatThrownBy(() -> cluster.startAgain("etcd-0"))
        .hasMessageContaining("the cluster is closed");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void secondMemberIsNotTakenAwayUnasked(EtcdProgram program) throws Exception {
    EtcdCluster cluster = started(EtcdSettings.of(program, 3));
    String first = follower(cluster);
    cluster.kill(first, Quorum.KEPT);
    String leader = cluster.leader().name();
    for (String name : cluster.names()) {
      if (!name.equals(first)) {
        assertThatThrownBy(() -> cluster.pause(name, Quorum.KEPT))
            .isInstanceOfSatisfying(
                EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BELOW_QUORUM))
            .hasMessageContaining("would leave 1 connected members, and a quorum is 2")
            .hasMessageContaining(first + " does not answer");
      }
    }
    cluster.kill(leader, Quorum.MAY_BE_LOST);
    assertThat(cluster.status().heard()).hasSize(1);
    cluster.startAgain(leader);
    assertThat(cluster.restart(first).healthy()).isTrue();
  }
}
