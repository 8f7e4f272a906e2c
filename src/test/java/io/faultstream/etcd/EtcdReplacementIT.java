package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.Listing;
import io.faultstream.etcd.status.Listing.Listed;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHashes;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.Poll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members of clusters of real servers that are replaced by ones without their data. */
@Timeout(240)
final class EtcdReplacementIT {
  @TempDir Path folder;

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  /** The first is replaced dead, the others while they run; one of the three leads. */
  @ParameterizedTest
  @MethodSource("servers")
  void eachMemberInTurnIsReplacedAndNothingIsLost(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 3))) {
      EtcdCluster cluster = running.cluster();
      for (int i = 0; i < 50; i++) {
        running.leader().put("key-" + i, "value");
      }
      cluster.kill("etcd-0", Quorum.KEPT);
      for (String name : cluster.names()) {
        Listing before = running.leader().members();
        Listed old = before.at(peer(before, name)).orElseThrow();
        ClusterStatus status = cluster.replace(name);

        assertThat(status.healthy()).isTrue();
        assertThat(status.of(name).orElseThrow().id()).isNotEqualTo(old.id());
        Listing after = running.leader().members();
        assertThat(after.members())
            .hasSize(3)
            .noneMatch(Listed::learner)
            .extracting(Listed::name)
            .containsExactlyInAnyOrderElementsOf(cluster.names());
        assertThat(after.of(old.id())).isEmpty();
        assertThat(cluster.store().at(name).get("key-49")).isPresent();
        running.leader().put("after-" + name, "value");
      }
      assertThat(cluster.store().at("etcd-0").get("after-etcd-2")).isPresent();
      StoreHashes hashes = cluster.upkeep().hashes();
      assertThat(hashes.equal()).as(hashes.sentence()).isTrue();
      cluster.kill("etcd-1", Quorum.KEPT);
      assertThat(cluster.restart("etcd-1").healthy()).isTrue();
    }
  }

  /** As a replacement leaves it that was broken off: out of the cluster, its server ended. */
  @ParameterizedTest
  @MethodSource("servers")
  void replacementThatWasBrokenOffIsFinishedByTheNext(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 3))) {
      EtcdCluster cluster = running.cluster();
      String name = running.follower();
      long id = cluster.status().of(name).orElseThrow().id();
      cluster.kill(name, Quorum.KEPT);
      running.leader().removeMember(id);
      assertThat(running.leader().members().members()).hasSize(2);

      assertThat(cluster.replace(name).healthy()).isTrue();
      assertThat(running.leader().members().members()).hasSize(3);
    }
  }

  /** As one leaves it whose promotion failed: its server runs and has no vote. */
  @ParameterizedTest
  @MethodSource("servers")
  void learnerThatGotNoVoteIsNoMemberYetAndIsReplacedByTheNext(EtcdProgram program)
      throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 3))) {
      EtcdCluster cluster = running.cluster();
      String name = running.follower();
      assertThat(cluster.votes(name)).isTrue();
      Listing before = running.leader().members();
      cluster.kill(name, Quorum.KEPT);
      running.leader().removeMember(id(before, name));
      Endpoint leader = running.leader();
      // Refused until the members have been connected for 5 s, the server's HealthInterval.
      new Retries(Duration.ofSeconds(60), Duration.ofMillis(200), EnumSet.of(Reason.UNHEALTHY))
          .until(
              name + " was not added",
              () -> {
                leader.addLearner(peer(before, name));
                return Optional.of(name);
              });
      // A server whose folder is there joins the cluster; one whose folder is empty has no data.
      Path data = folder.resolve("etcd-data").resolve(name);
      try (var files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      Files.createDirectory(data);
      cluster.startAgain(name);
      assertThat(
              Poll.until(
                  Duration.ofSeconds(60),
                  Duration.ofMillis(20),
                  () -> cluster.status().of(name).filter(MemberStatus::learner)))
          .isPresent();
      assertThat(cluster.processes())
          .hasEntrySatisfying(name, one -> assertThat(one.alive()).isTrue());
      assertThat(cluster.votes(name)).isFalse();

      assertThat(cluster.replace(name).healthy()).isTrue();
      assertThat(cluster.votes(name)).isTrue();
      assertThat(running.leader().members().members()).hasSize(3).noneMatch(Listed::learner);
    }
  }

  private static long id(Listing listing, String name) {
    return listing.members().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** As when the run is ended in the middle of it. */
  @ParameterizedTest
  @MethodSource("servers")
  void closingEndsAReplacementThatIsUnderWayAndLeavesNothing(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 3))) {
      EtcdCluster cluster = running.cluster();
      String name = running.follower();
      Set<ProcessIdentity> seen = new HashSet<>(cluster.processes().values());
      CompletableFuture<Reason> replacing =
          CompletableFuture.supplyAsync(() -> failure(cluster, name));
      assertThat(
              Poll.until(
                  Duration.ofSeconds(60),
                  Duration.ofMillis(5),
                  () ->
                      Optional.of(true)
                          .filter(any -> !seen.stream().allMatch(ProcessIdentity::alive))))
          .isPresent();
      cluster.close();
      assertThat(replacing.get(20, TimeUnit.SECONDS)).isIn(Reason.CLOSED, Reason.OTHER);
      seen.addAll(cluster.processes().values());
      assertThat(seen).noneMatch(ProcessIdentity::alive);
      assertThat(folder.resolve("etcd-data")).doesNotExist();
      assertThat(running.open()).isEmpty();
    }
  }

  private static Reason failure(EtcdCluster cluster, String name) {
    try {
      cluster.replace(name);
      throw new IllegalStateException(name + " was replaced");
    } catch (EtcdException e) {
      return e.reason();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String peer(Listing listing, String name) {
    return listing.members().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .peerUrls()
        .get(0);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void onlyMemberCannotBeReplaced(EtcdProgram program) throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 1))) {
      assertThat(running.leader().put("a", "1")).isPositive();
      assertThatThrownBy(() -> running.cluster().replace("etcd-0"))
          .hasMessageContaining("without it there are 0 members, no quorum");
      assertThat(running.leader().get("a")).isPresent();
    }
  }
}
