package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.FaultKit.Aim;
import io.faultstream.fault.store.StoreFault;
import io.faultstream.fault.store.Trouble;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.target.Target;
import io.faultstream.target.Worker;
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
            (led, aim) ->
                Optional.of(new Compaction(led.cluster(), led.audience(), Optional.empty()))),
        new Kit(
            FaultKind.ETCD_COMPACTION_RESTART,
            "SIGTERM a worker and compact the store behind watches that lag,",
            "starting the worker again, and the watched member with its data",
            Troubles::withDeparture),
        new Kit(
            FaultKind.ETCD_NOSPACE,
            "fill the store up to its quota,",
            "deleting, compacting, defragmenting and disarming",
            (led, aim) -> Optional.of(new NoSpace(led.cluster(), led.leader()))),
        new Kit(
            FaultKind.ETCD_SLOW_DISK,
            "let each sync to the disk of all etcd members wait,",
            "ending what delays them",
            (led, aim) ->
                Optional.of(
                    new SlowDisk(
                        led.cluster(), aim.spec().strength().map(Strength::delay).orElse(DELAY)))));
  }

  private static Optional<Trouble> withDeparture(Led led, Aim aim)
      throws EtcdException, InterruptedException {
    Victim asked = aim.spec().victim();
    Victim victim =
        asked.rule() == Victim.Rule.STORE
            ? new Victim(Victim.Rule.RECEIVING, Optional.empty())
            : asked;
    Optional<Worker> worker = aim.victims().choose(aim.spec().id(), victim, aim.workers());
    return worker.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Compaction(
                led.cluster(),
                led.audience(),
                worker.map(one -> new Departure(one, aim.workers()))));
  }

  /** A store that is led. */
  private record Led(EtcdCluster cluster, String leader) {
    Compaction.Audience audience() throws EtcdException, InterruptedException {
      return Compaction.Audience.of(cluster, leader);
    }
  }

  /** Makes one for a store that is led; none: nobody fits now. */
  @FunctionalInterface
  private interface Maker {
    Optional<Trouble> of(Led led, Aim aim) throws EtcdException, InterruptedException;
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
        return maker
            .of(new Led(cluster, leader.get()), aim)
            .map(trouble -> new StoreFault(trouble, cluster, aim.workers()));
      } catch (EtcdException e) {
        return Optional.empty();
      }
    }
  }
}
