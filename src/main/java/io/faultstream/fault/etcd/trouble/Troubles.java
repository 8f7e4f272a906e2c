package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The faults of a store that are more than the end of its members. */
public final class Troubles {
  /** For a fault whose spec does not say it: below the election timeout, so that none is forced. */
  private static final Duration DELAY = Duration.ofMillis(200);

  private Troubles() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    return List.of(
        new Kit(
            FaultKind.ETCD_COMPACTION,
            "compact the store behind watches that lag,",
            "starting the watched member again with its data",
            (cluster, leader, spec) ->
                new Compaction(cluster, Compaction.Audience.of(cluster, leader))),
        new Kit(
            FaultKind.ETCD_NOSPACE,
            "fill the store up to its quota,",
            "deleting, compacting, defragmenting and disarming",
            (cluster, leader, spec) -> new NoSpace(cluster, leader)),
        new Kit(
            FaultKind.ETCD_SLOW_DISK,
            "let each sync to the disk of all etcd members wait,",
            "ending what delays them",
            (cluster, leader, spec) -> new SlowDisk(cluster, spec.delay().orElse(DELAY))));
  }

  /** Makes one for a store that is led. */
  @FunctionalInterface
  private interface Maker {
    Trouble of(EtcdCluster cluster, String leader, FaultSpec spec)
        throws EtcdException, InterruptedException;
  }

  /** One of them. */
  private record Kit(FaultKind kind, String injects, String undoes, Maker maker)
      implements FaultKit {
    @Override
    public Optional<String> refusal(FaultSpec spec, Target target) {
      if (kind != FaultKind.ETCD_SLOW_DISK) {
        return Optional.empty();
      }
      try {
        return SyncDelay.refusal();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of("interrupted while trying strace");
      }
    }

    @Override
    public Optional<Fault> aim(Aim aim) throws InterruptedException {
      if (aim.store().isEmpty()) {
        return Optional.empty();
      }
      EtcdCluster cluster = aim.store().get();
      Optional<String> leader = cluster.status().leader().map(MemberStatus::name);
      if (leader.isEmpty()) {
        return Optional.empty();
      }
      try {
        Trouble trouble = maker.of(cluster, leader.get(), aim.spec());
        return Optional.of(new TroubleFault(trouble, cluster, aim.workers()));
      } catch (EtcdException e) {
        return Optional.empty();
      }
    }
  }
}
