package io.faultstream.fault.etcd;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.Quorum;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Fault;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.etcd.trouble.Troubles;
import io.faultstream.fault.store.StoreFault;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of the etcd cluster of a target. */
public final class StoreFaults {
  private static final String AGAIN = "starting it again with its data";

  private StoreFaults() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    List<FaultKit> all = new ArrayList<>(ofMembers());
    all.addAll(Troubles.kits());
    return List.copyOf(all);
  }

  private static List<FaultKit> ofMembers() {
    Words leader = new Words("SIGKILL the etcd leader,", AGAIN);
    Words all = new Words("SIGKILL all etcd members,", "starting them again with their data");
    Words most = new Words("SIGKILL a quorum of etcd members,", all.undoes());
    return List.of(
        new Kit(FaultKind.ETCD_LEADER_KILL, leader, Act.KILL, Who.LEADER, Sign.ANOTHER_LEADER),
        new Kit(
            FaultKind.ETCD_LEADER_REPLACE,
            new Words("SIGKILL the etcd leader,", "a new member without data in its place"),
            Act.REPLACE,
            Who.LEADER,
            Sign.ANOTHER_LEADER),
        new Kit(
            FaultKind.ETCD_LEADER_MOVE,
            new Words("move the etcd leader,", "nothing: another is as good"),
            Act.MOVE,
            Who.LEADER,
            Sign.ANOTHER_LEADER),
        new Kit(
            FaultKind.ETCD_LEADER_PAUSE,
            new Words("SIGSTOP the etcd leader,", "SIGCONT"),
            Act.PAUSE,
            Who.LEADER,
            Sign.ANOTHER_LEADER),
        new Kit(
            FaultKind.ETCD_FOLLOWER_KILL,
            new Words("SIGKILL an etcd follower,", AGAIN),
            Act.KILL,
            Who.FOLLOWER,
            Sign.LED_WITHOUT_IT),
        new Kit(
            FaultKind.ETCD_MEMBER_KILL,
            new Words("SIGKILL an etcd member,", AGAIN),
            Act.KILL,
            Who.NAMED,
            Sign.LED_WITHOUT_IT),
        new Kit(
            FaultKind.ETCD_MEMBER_RESTART,
            new Words("SIGTERM an etcd member,", AGAIN),
            Act.END,
            Who.NAMED,
            Sign.LED_WITHOUT_IT),
        new Kit(FaultKind.ETCD_QUORUM_LOSS, most, Act.KILL, Who.QUORUM, Sign.NO_LEADER),
        new Kit(FaultKind.ETCD_TOTAL_LOSS, all, Act.KILL, Who.ALL, Sign.NO_LEADER));
  }

  /** How it reads. */
  private record Words(String injects, String undoes) {}

  /** Which members are hit. */
  private enum Who {
    LEADER,
    FOLLOWER,
    NAMED,
    QUORUM,
    ALL;

    /** The leader first; none: nobody fits now. */
    List<String> among(List<String> names, String leader, FaultSpec spec) {
      List<String> others = names.stream().filter(name -> !name.equals(leader)).toList();
      return switch (this) {
        case LEADER -> List.of(leader);
        case FOLLOWER -> others.stream().limit(1).toList();
        case NAMED -> spec.victim().name().filter(names::contains).stream().toList();
        case QUORUM -> first(leader, others.subList(0, (names.size() + 1) / 2 - 1));
        case ALL -> first(leader, others);
      };
    }

    private static List<String> first(String leader, List<String> others) {
      List<String> all = new ArrayList<>(List.of(leader));
      all.addAll(others);
      return all;
    }

    Quorum quorum() {
      return this == QUORUM || this == ALL ? Quorum.MAY_BE_LOST : Quorum.KEPT;
    }
  }

  /** One of them. */
  private record Kit(FaultKind kind, Words words, Act act, Who who, Sign sign) implements FaultKit {
    @Override
    public Optional<String> refusal(FaultSpec spec, Target target) {
      return Optional.empty();
    }

    @Override
    public String injects() {
      return words.injects();
    }

    @Override
    public String undoes() {
      return words.undoes();
    }

    @Override
    public Optional<Fault> aim(Aim aim) throws InterruptedException {
      if (aim.store().isEmpty()) {
        return Optional.empty();
      }
      EtcdCluster cluster = aim.store().get();
      Optional<MemberStatus> leader = cluster.status().leader();
      List<String> hit =
          leader.map(led -> who.among(cluster.names(), led.name(), aim.spec())).orElse(List.of());
      return hit.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new StoreFault(
                  new MemberTrouble(
                      act,
                      new Act.Site(cluster, hit, who.quorum()),
                      new Sign.Before(sign, leader.orElseThrow())),
                  cluster,
                  aim.workers()));
    }
  }
}
