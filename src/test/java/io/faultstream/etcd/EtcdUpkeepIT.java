package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.status.Alarm;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHashes;
import io.faultstream.time.Poll;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of clusters of real servers that are compacted, defragmented, filled and repaired. */
@Timeout(240)
final class EtcdUpkeepIT {
  /** The smallest store is some 20 KiB; growing goes by pages of 4 KiB. */
  private static final long QUOTA = 2L << 20;

  private static final String LARGE = "x".repeat(64 << 10);

  @TempDir Path folder;

  static List<EtcdProgram> servers() throws Exception {
    return InstalledEtcd.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void compactionDropsOldVersionsAndDefragmentingShrinksTheFile(EtcdProgram program)
      throws Exception {
    try (RunningEtcd running = RunningEtcd.in(folder, EtcdSettings.of(program, 3))) {
      Upkeep upkeep = running.cluster().upkeep();
      Endpoint leader = running.leader();
      for (int i = 0; i < 40; i++) {
        leader.put("same", LARGE);
      }
      StoreHashes before = upkeep.hashes();
      assertThat(before.equal()).as(before.sentence()).isTrue();

      long revision = upkeep.compact();
      assertThatThrownBy(() -> leader.compact(revision))
          .isInstanceOfSatisfying(
              EtcdException.class, e -> assertThat(e.reason()).isEqualTo(Reason.COMPACTED));
      assertThat(upkeep.hashes().equal()).isTrue();
      leader.put("after", "compaction");
      StoreHashes after = upkeep.hashes();
      assertThat(after.equal()).as(after.sentence()).isTrue();
      assertThat(after.hashes()).allMatch(hash -> hash.compactRevision() == revision);

      for (MemberStatus full : running.cluster().status().heard()) {
        upkeep.defragment(full.name());
        MemberStatus lean = running.cluster().status().of(full.name()).orElseThrow();
        assertThat(lean.store().bytes()).isLessThan(full.store().bytes() / 2);
      }
      assertThat(running.cluster().awaitHealthy().healthy()).isTrue();
      assertThat(leader.get("same")).map(Endpoint.Value::text).hasValue(LARGE);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void fullStoreRefusesWritesUntilItIsRepaired(EtcdProgram program) throws Exception {
    EtcdSettings settings = EtcdSettings.of(program, 3).withQuota(QUOTA);
    try (RunningEtcd running = RunningEtcd.in(folder, settings)) {
      EtcdCluster cluster = running.cluster();
      Upkeep upkeep = cluster.upkeep();
      assertThat(upkeep.alarms()).isEmpty();

      EtcdException full = fill(running.leader());
      assertThat(full.reason()).isEqualTo(Reason.NO_SPACE);
      assertThat(full.outcomeUnknown()).isTrue();
      assertThat(upkeep.alarms()).isNotEmpty().allMatch(any -> any.kind() == Alarm.Kind.NO_SPACE);
      // The alarm goes through the log: a follower says so once it has come that far.
      Optional<ClusterStatus> told =
          Poll.until(
              settings.timing().within(),
              Duration.ofMillis(50),
              () -> Optional.of(cluster.status()).filter(EtcdUpkeepIT::allTellNoSpace));
      assertThat(told).as("every member tells NOSPACE").isPresent();
      assertThat(running.leader().get("same")).isPresent();

      upkeep.compact();
      for (String name : cluster.names()) {
        upkeep.defragment(name);
      }
      assertThat(upkeep.disarm()).isEmpty();
      assertThat(running.leader().put("small", "again")).isPositive();
      assertThat(upkeep.alarms()).isEmpty();
      assertThat(upkeep.hashes().equal()).isTrue();
    }
  }

  private static boolean allTellNoSpace(ClusterStatus status) {
    return status.heard().size() == status.answers().size()
        && status.heard().stream()
            .allMatch(member -> member.errors().stream().anyMatch(e -> e.contains("NOSPACE")));
  }

  /** Writes until it is refused; bounded. */
  private static EtcdException fill(Endpoint leader) throws InterruptedException {
    Optional<EtcdException> refusal = Optional.empty();
    for (int i = 0; i < 100 && refusal.isEmpty(); i++) {
      try {
        leader.put("same", LARGE);
      } catch (EtcdException e) {
        refusal = Optional.of(e);
      }
    }
    return refusal.orElseThrow();
  }
}
