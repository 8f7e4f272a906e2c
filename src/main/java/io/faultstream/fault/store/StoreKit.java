package io.faultstream.fault.store;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import java.util.Optional;

/**
 * One kind of fault of a store. Nobody is aimed at while no member leads.
 *
 * @param kind which one it is
 * @param injects what is done, for the plan
 * @param maker makes one for the store as it is now
 * @param need what it needs of this machine
 */
public record StoreKit(FaultKind kind, String injects, Maker maker, Need need) implements FaultKit {
  /** One that needs nothing of the machine. */
  public StoreKit(FaultKind kind, String injects, Maker maker) {
    this(kind, injects, maker, Need.NOTHING);
  }

  /**
   * A store that is led.
   *
   * @param cluster the store
   * @param leader what its leader says of itself
   */
  public record Led(EtcdCluster cluster, MemberStatus leader) {}

  /** Makes a trouble for a store that is led. */
  @FunctionalInterface
  public interface Maker {
    /** Empty: nobody fits now, of which {@link FaultKit.Aim#nobody} was told the reason. */
    Optional<Trouble> of(Led led, Aim aim) throws EtcdException, InterruptedException;
  }

  /**
   * What a fault needs of the machine.
   *
   * @param what for people, as "`strace`"; empty: nothing
   * @param trial finds out whether it is there
   */
  public record Need(String what, Trial trial) {
    static final Need NOTHING = new Need("", Optional::empty);
  }

  /** Tries what a fault needs of the machine. */
  @FunctionalInterface
  public interface Trial {
    /** Why it cannot be done here, one sentence; empty when it can. */
    Optional<String> refusal() throws InterruptedException;
  }

  @Override
  public Optional<String> refusal(FaultSpec spec, Target target) {
    try {
      return need.trial().refusal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while trying whether it can be done");
    }
  }

  @Override
  public Optional<Fault> aim(Aim aim) throws InterruptedException {
    if (aim.store().isEmpty()) {
      return aim.nobody("the target has no etcd cluster of ours");
    }
    EtcdCluster cluster = aim.store().get();
    ClusterStatus status = cluster.status();
    Optional<MemberStatus> leader = status.leader();
    if (leader.isEmpty()) {
      return aim.nobody("no leader was seen: " + status.sentence().replace("\n", "; "));
    }
    try {
      return maker
          .of(new Led(cluster, leader.get()), aim)
          .map(trouble -> new StoreFault(trouble, cluster, aim.workers()));
    } catch (EtcdException e) {
      return aim.nobody(String.valueOf(e.getMessage()));
    }
  }
}
