package io.faultstream.fault.etcd;

import io.faultstream.etcd.Quorum;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.FaultKit.Aim;
import io.faultstream.fault.etcd.trouble.Troubles;
import io.faultstream.fault.store.StoreKit;
import io.faultstream.fault.store.StoreKit.Led;
import io.faultstream.fault.store.Trouble;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of the etcd cluster of a target. */
public final class StoreFaults {
  private StoreFaults() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    List<FaultKit> all = new ArrayList<>(ofMembers());
    all.addAll(Troubles.kits());
    return List.copyOf(all);
  }

  private static List<FaultKit> ofMembers() {
    return List.of(
        new Members(Act.KILL, Who.LEADER, Sign.ANOTHER_LEADER)
            .kit(FaultKind.ETCD_LEADER_KILL, "SIGKILL the etcd leader,"),
        new Members(Act.REPLACE, Who.LEADER, Sign.ANOTHER_LEADER)
            .kit(FaultKind.ETCD_LEADER_REPLACE, "SIGKILL the etcd leader,"),
        new Members(Act.MOVE, Who.LEADER, Sign.ANOTHER_LEADER)
            .kit(FaultKind.ETCD_LEADER_MOVE, "move the etcd leader,"),
        new Members(Act.PAUSE, Who.LEADER, Sign.ANOTHER_LEADER)
            .kit(FaultKind.ETCD_LEADER_PAUSE, "SIGSTOP the etcd leader,"),
        new Members(Act.KILL, Who.FOLLOWER, Sign.LED_WITHOUT_IT)
            .kit(FaultKind.ETCD_FOLLOWER_KILL, "SIGKILL an etcd follower,"),
        new Members(Act.KILL, Who.NAMED, Sign.LED_WITHOUT_IT)
            .kit(FaultKind.ETCD_MEMBER_KILL, "SIGKILL an etcd member,"),
        new Members(Act.END, Who.NAMED, Sign.LED_WITHOUT_IT)
            .kit(FaultKind.ETCD_MEMBER_RESTART, "SIGTERM an etcd member,"),
        new Members(Act.KILL, Who.QUORUM, Sign.NO_LEADER)
            .kit(FaultKind.ETCD_QUORUM_LOSS, "SIGKILL a quorum of etcd members,"),
        new Members(Act.KILL, Who.ALL, Sign.NO_LEADER)
            .kit(FaultKind.ETCD_TOTAL_LOSS, "SIGKILL all etcd members,"));
  }

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

  /** What is done to which members, and by what that shows. */
  private record Members(Act act, Who who, Sign sign) {
    FaultKit kit(FaultKind kind, String injects) {
      return new StoreKit(kind, injects, this::trouble);
    }

    private Optional<Trouble> trouble(Led led, Aim aim) {
      List<String> hit = who.among(led.cluster().names(), led.leader().name(), aim.spec());
      return hit.isEmpty()
          ? aim.nobody("none such among " + String.join(", ", led.cluster().names()))
          : Optional.of(
              new MemberTrouble(
                  act,
                  new Act.Site(led.cluster(), hit, who.quorum()),
                  new Sign.Before(sign, led.leader())));
    }
  }
}
