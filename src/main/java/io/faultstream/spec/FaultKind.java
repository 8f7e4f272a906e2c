package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The faults there are; {@code none} is no fault and has no spec. */
public enum FaultKind {
  /** SIGKILL, then a new process. */
  @JsonProperty("kill")
  KILL(Words.ANEW),
  /** SIGTERM with the target's own grace, then a new process. */
  @JsonProperty("terminate")
  TERMINATE(Words.ANEW),
  /** SIGSTOP, then SIGCONT. */
  @JsonProperty("stall")
  STALL(Words.GO_ON),
  /** SIGKILL of the store's leader, then the same member again with its data. */
  @JsonProperty("etcd-leader-kill")
  ETCD_LEADER_KILL(Words.AGAIN),
  /** SIGKILL of the store's leader, then a new member without data in its place. */
  @JsonProperty("etcd-leader-replace")
  ETCD_LEADER_REPLACE("a new member without data in its place"),
  /** The store's leader gives its leadership to another member. */
  @JsonProperty("etcd-leader-move")
  ETCD_LEADER_MOVE("nothing, another leader is as good"),
  /** SIGSTOP of the store's leader, then SIGCONT. */
  @JsonProperty("etcd-leader-pause")
  ETCD_LEADER_PAUSE(Words.GO_ON),
  /** SIGKILL of a member that does not lead, then the same again with its data. */
  @JsonProperty("etcd-follower-kill")
  ETCD_FOLLOWER_KILL(Words.AGAIN),
  /** SIGKILL of a member by its name, then the same again with its data. */
  @JsonProperty("etcd-member-kill")
  ETCD_MEMBER_KILL(Words.AGAIN),
  /** SIGKILL of so many members, the leader among them, that nothing can be agreed on. */
  @JsonProperty("etcd-quorum-loss")
  ETCD_QUORUM_LOSS(Words.AGAIN),
  /** SIGKILL of all members, then all again with their data. */
  @JsonProperty("etcd-total-loss")
  ETCD_TOTAL_LOSS(Words.AGAIN),
  /** The store's leader and its peers hear nothing of each other; clients still reach it. */
  @JsonProperty("etcd-partition-peers")
  ETCD_PARTITION_PEERS(Words.HEALED),
  /** The store's leader and its clients hear nothing of each other; peers still reach it. */
  @JsonProperty("etcd-partition-clients")
  ETCD_PARTITION_CLIENTS(Words.HEALED),
  /** What passes between the store's leader and its peers is late. */
  @JsonProperty("etcd-slow-links")
  ETCD_SLOW_LINKS(Words.HEALED),
  /** Some of what passes between the store's leader and its peers is lost. */
  @JsonProperty("etcd-lossy-links")
  ETCD_LOSSY_LINKS(Words.HEALED);

  private static final Set<FaultKind> OF_NETWORK =
      EnumSet.range(ETCD_PARTITION_PEERS, ETCD_LOSSY_LINKS);

  private static final Set<FaultKind> OF_STORE = EnumSet.range(ETCD_LEADER_KILL, ETCD_LOSSY_LINKS);

  private final String undoneBy;

  FaultKind(String undoneBy) {
    this.undoneBy = undoneBy;
  }

  /** What several have in common. */
  private static final class Words {
    static final String ANEW = "starting the worker anew";
    static final String GO_ON = "SIGCONT";
    static final String AGAIN = "starting the same members again with their data";
    static final String HEALED = "healing the links";
  }

  /** How it is undone, in words. */
  public String undoneBy() {
    return undoneBy;
  }

  /** Whether the store is hit, and no process that serves. */
  public boolean ofStore() {
    return OF_STORE.contains(this);
  }

  /** Whether links between members of the store, or to them, are hit, and no process. */
  public boolean ofNetwork() {
    return OF_NETWORK.contains(this);
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static FaultKind labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The name used in settings and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
