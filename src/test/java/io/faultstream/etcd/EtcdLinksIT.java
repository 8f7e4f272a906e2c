package io.faultstream.etcd;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHashes;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import io.faultstream.network.proxy.ProxyWiring;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters of real servers that reach each other through a network which can be broken. */
@Timeout(240)
final class EtcdLinksIT {
  private static final Duration WITHIN = ofSeconds(30);

  @TempDir Path folder;

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  private RunningEtcd three(EtcdProgram program) throws Exception {
    EtcdSettings settings = EtcdSettings.of(program, 3).wired(new ProxyWiring(new Chance(7)));
    return RunningEtcd.in(folder, settings);
  }

  private static ClusterStatus await(EtcdCluster cluster, Predicate<ClusterStatus> wanted)
      throws InterruptedException {
    ClusterStatus[] last = {cluster.status()};
    Poll.until(
        WITHIN,
        ofMillis(50),
        () -> {
          last[0] = cluster.status();
          return Optional.of(true).filter(any -> wanted.test(last[0]));
        });
    assertThat(wanted.test(last[0])).as(last[0].sentence()).isTrue();
    return last[0];
  }

  private static ClusterStatus without(ClusterStatus status, String member) {
    return new ClusterStatus(
        status.answers().stream().filter(one -> !one.member().equals(member)).toList());
  }

  private static void level(EtcdCluster cluster) throws Exception {
    assertThat(cluster.awaitHealthy().heard()).hasSize(3);
    StoreHashes hashes = cluster.upkeep().hashes();
    assertThat(hashes.equal()).as(hashes.sentence()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void clusterIsHealthyThroughItAndAMemberIsReplacedThroughIt(EtcdProgram program)
      throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      assertThat(cluster.description()).containsEntry("network", "proxy");
      assertThat(cluster.clientUrls()).doesNotContainAnyElementsOf(admin(cluster));
      running.leader().put("a", "1");
      assertThat(cluster.replace(running.follower()).healthy()).isTrue();
      assertThat(running.leader().get("a")).isPresent();
      level(cluster);
    }
  }

  private static List<String> admin(EtcdCluster cluster) {
    return cluster.names().stream().map(name -> cluster.links().reach(name).admin().url()).toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void leaderWithoutItsPeersGivesWayAndAnswersItsClientsWithWhatItHas(EtcdProgram program)
      throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus old = cluster.leader();
      running.leader().put("a", "1");
      await(cluster, now -> level(now));
      cluster.disturb(Disturbance.cutPeers(old.name()), Quorum.KEPT);
      ClusterStatus now =
          await(
              cluster,
              status ->
                  status.of(old.name()).filter(one -> !one.knowsLeader()).isPresent()
                      && without(status, old.name()).leader().isPresent());
      MemberStatus leader = without(now, old.name()).leader().orElseThrow();
      assertThat(leader.term()).isGreaterThan(old.term());
      cluster.store().at(leader.name()).put("a", "2");

      TimedCalls alone = new TimedCalls(cluster.store().at(old.name()), ofSeconds(2));
      assertThat(alone.get("a", true).first().orElseThrow().text()).isEqualTo("1");
      assertThatThrownBy(() -> alone.get("a", false))
          .isInstanceOfSatisfying(
              EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
      Evidence evidence = cluster.links().evidence();
      assertThat(evidence.count()).isPositive();
      assertThat(evidence.sentence()).contains("on 4 of " + old.name() + "'s links");

      cluster.heal();
      level(cluster);
      assertThat(alone.get("a", false).first().orElseThrow().text()).isEqualTo("2");
    }
  }

  private static boolean level(ClusterStatus status) {
    return status.healthy()
        && status.heard().stream().map(one -> one.log().revision()).distinct().count() == 1;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void leaderWithoutItsClientsGoesOnLeading(EtcdProgram program) throws Exception {
    try (RunningEtcd running = three(program)) {
      EtcdCluster cluster = running.cluster();
      MemberStatus led = cluster.leader();
      TimedCalls client = new TimedCalls(cluster.store().at(led.name()), ofSeconds(2));
      long before = client.put("a", "1");
      cluster.disturb(Disturbance.cutClients(led.name()), Quorum.KEPT);
      assertThatThrownBy(() -> client.get("a", true))
          .isInstanceOfSatisfying(
              EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
      assertThat(cluster.store().at(other(cluster, led.name())).put("a", "2"))
          .isGreaterThan(before);
      ClusterStatus now = cluster.status();
      assertThat(now.healthy()).as(now.sentence()).isTrue();
      assertThat(now.leader().orElseThrow().term()).isEqualTo(led.term());
      assertThat(cluster.links().evidence().count()).isPositive();

      cluster.heal();
      assertThat(client.get("a", false).first().orElseThrow().text()).isEqualTo("2");
      level(cluster);
    }
  }

  private static String other(EtcdCluster cluster, String member) {
    return cluster.names().stream().filter(name -> !name.equals(member)).findFirst().orElseThrow();
  }
}
