package io.faultstream.etcd;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.EtcdSettings.Timing;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHashes;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes of clusters of real servers: the distribution's, and a newer one where it was built.
 */
@Timeout(240)
final class EtcdClusterIT {
  @TempDir Path folder;

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  private RunningEtcd three(EtcdProgram program) throws Exception {
    return RunningEtcd.in(folder, EtcdSettings.of(program, 3));
  }

  private static void refused(Reason reason, ThrowingCallable change, String... words) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(EtcdException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void killedLeaderIsReplacedByAnotherInAHigherTermAndComesBackWithItsData(EtcdProgram program)
      throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus old = cluster.leader();
      assertThat(old.version()).isEqualTo(program.version().toString());
      long written = running.leader().put("a", "1");

      cluster.kill(old.name(), Quorum.KEPT);
      ClusterStatus after = cluster.awaitLeader(old.term());
      MemberStatus leader = after.leader().orElseThrow();
      assertThat(leader.name()).isNotEqualTo(old.name());
      assertThat(leader.term()).isGreaterThan(old.term());
      assertThat(after.of(old.name())).isEmpty();
      assertThat(after.heard()).hasSize(2);
      assertThat(running.leader().put("b", "2")).isGreaterThan(written);

      ClusterStatus whole = cluster.restart(old.name());
      assertThat(whole.of(old.name()).orElseThrow().id()).isEqualTo(old.id());
      assertThat(cluster.store().at(old.name()).get("a").orElseThrow().text()).isEqualTo("1");
      assertThat(cluster.store().at(old.name()).get("b")).isPresent();
      StoreHashes hashes = cluster.upkeep().hashes();
      assertThat(hashes.equal()).as(hashes.sentence()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void closingLeavesNothing(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      Collection<ProcessIdentity> processes = cluster.processes().values();
      assertThat(processes).hasSize(3).allMatch(ProcessIdentity::alive);
      assertThat(running.open())
          .extracting(JournalEntry::kind)
          .containsExactly("folder", "process", "process", "process");
      assertThat(folder.resolve("etcd-data/etcd-0")).isDirectory();
      cluster.pause("etcd-0", Quorum.KEPT);

      cluster.close();
      cluster.close();
      assertThat(processes).noneMatch(ProcessIdentity::alive);
      assertThat(folder.resolve("etcd-data")).doesNotExist();
      assertThat(folder.resolve("etcd-0.log")).isNotEmptyFile();
      assertThat(running.open()).isEmpty();
      refused(Reason.CLOSED, () -> cluster.startAgain("etcd-0"), "the cluster is closed");
      refused(Reason.CLOSED, cluster::awaitHealthy, "closed before it was healthy");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void secondMemberIsNotTakenAwayUnasked(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      String first = running.follower();
      cluster.kill(first, Quorum.KEPT);
      String leader = cluster.leader().name();
      for (String name : cluster.names()) {
        if (!name.equals(first)) {
          String would = "taking " + name + " away would leave 1 connected members";
          String silent = first + " does not answer";
          refused(Reason.BELOW_QUORUM, () -> cluster.pause(name, Quorum.KEPT), would, silent);
          refused(Reason.BELOW_QUORUM, () -> cluster.kill(name, Quorum.KEPT), would, silent);
          refused(Reason.BELOW_QUORUM, () -> cluster.stop(name, Quorum.KEPT), would, silent);
          refused(
              Reason.BELOW_QUORUM,
              () -> cluster.replace(name),
              name + " is not replaced: 1 of 2 other members are connected");
        }
      }
      cluster.kill(leader, Quorum.MAY_BE_LOST);
      assertThat(cluster.status().heard()).hasSize(1);
      cluster.startAgain(leader);
      assertThat(cluster.restart(first).healthy()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void pausedLeaderLosesItsOfficeAndFollowsWhenItGoesOn(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus old = cluster.leader();
      cluster.pause(old.name(), Quorum.KEPT);
      assertThat(running.open()).extracting(JournalEntry::kind).contains("stopped");
      refused(Reason.OTHER, () -> cluster.pause(old.name(), Quorum.MAY_BE_LOST), "paused already");
      MemberStatus leader = cluster.awaitLeader(old.term()).leader().orElseThrow();
      assertThat(leader.id()).isNotEqualTo(old.id());
      running.leader().put("while", "paused");

      cluster.resume(old.name());
      ClusterStatus whole = cluster.awaitHealthy();
      assertThat(whole.leader().orElseThrow().term()).isGreaterThan(old.term());
      assertThat(cluster.store().at(old.name()).get("while")).isPresent();
      assertThat(running.open()).extracting(JournalEntry::kind).doesNotContain("stopped");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void stoppedLeaderGivesItsOfficeAwayAndAMovedOneStays(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus old = cluster.leader();
      String to = running.follower();
      MemberStatus moved = cluster.moveLeader(to).leader().orElseThrow();
      assertThat(moved.name()).isEqualTo(to);
      assertThat(moved.term()).isGreaterThan(old.term());
      assertThat(cluster.status().of(old.name())).isPresent();
      assertThat(cluster.moveLeader(to).leader()).map(MemberStatus::term).hasValue(moved.term());

      cluster.stop(to, Quorum.KEPT);
      assertThat(cluster.awaitLeader(moved.term()).leader().orElseThrow().name()).isNotEqualTo(to);
      refused(Reason.UNHEALTHY, () -> cluster.moveLeader(to), to + " cannot lead now");
      assertThat(cluster.restart(to).healthy()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void secondChangeIsRefusedWhileOneIsUnderWay(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.unstarted(folder, EtcdSettings.of(program, 3))) {
      EtcdCluster cluster = running.cluster();
      Thread starting =
          new Thread(
              () -> {
                try {
                  cluster.start();
                } catch (EtcdException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      starting.start();
      try {
        while (cluster.processes().isEmpty() && starting.isAlive()) {
          Thread.onSpinWait();
        }
        refused(
            Reason.BUSY,
            () -> cluster.startAgain("etcd-0"),
            "starting etcd-0 is refused: starting is under way");
      } finally {
        starting.join();
      }
      assertThat(cluster.awaitHealthy().healthy()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void allKilledComeBackWithTheirData(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus old = cluster.leader();
      long written = running.leader().put("a", "1");
      for (String name : cluster.names()) {
        cluster.kill(name, Quorum.MAY_BE_LOST);
      }
      assertThat(cluster.status().heard()).isEmpty();
      refused(Reason.OTHER, () -> cluster.kill("etcd-0", Quorum.MAY_BE_LOST), "is not running");
      for (String name : cluster.names()) {
        cluster.startAgain(name);
      }
      ClusterStatus whole = cluster.awaitHealthy();
      assertThat(whole.leader().orElseThrow().term()).isGreaterThan(old.term());
      assertThat(whole.heard()).allMatch(one -> one.log().revision() >= written);
      assertThat(running.leader().get("a").orElseThrow().modRevision()).isEqualTo(written);
    }
  }

  @Test
  void lateErrorHoldsWhatEachMemberSaidAndTheEndOfItsLog() throws Exception {
    Timing hasty = new Timing(ofMillis(100), ofSeconds(1), ofSeconds(20));
    EtcdSettings settings = EtcdSettings.of(InstalledEtcd.usual(), 3).within(hasty);
    try (RunningEtcd running = RunningEtcd.in(folder, settings)) {
      EtcdCluster cluster = running.cluster();
      String left = cluster.leader().name();
      for (String name : cluster.names()) {
        if (!name.equals(left)) {
          cluster.kill(name, Quorum.MAY_BE_LOST);
        }
      }
      assertThatThrownBy(() -> cluster.awaitLeader(0))
          .isInstanceOfSatisfying(
              EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LATE))
          .hasMessageStartingWith("the cluster was not led within 20 s:")
          .hasMessageContaining("Connection refused")
          .hasMessageContaining(", exit 137)")
          .hasMessageContainingAll("etcd-0 (pid", "etcd-1 (pid", "etcd-2 (pid")
          .hasMessageContaining(", running")
          .hasMessageFindingMatch("(?m)^    .*raft");
      assertThat(cluster.status().of(left).orElseThrow().leads()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void serverThatDoesNotStartIsSaidAtOnceWithItsLog(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.unstarted(folder, EtcdSettings.of(program, 1));
        ServerSocket taken = new ServerSocket()) {
      int port = URI.create(running.cluster().clientUrls().get(0)).getPort();
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      refused(
          Reason.OTHER,
          running.cluster()::start,
          "the cluster is not healthy, a member has ended",
          "address already in use");
    }
    assertThat(folder.resolve("etcd-data")).doesNotExist();
  }
}
