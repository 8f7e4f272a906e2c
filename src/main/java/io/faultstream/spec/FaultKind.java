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
  ETCD_LEADER_KILL(Words.AGAIN, Words.LEADER),
  /** SIGKILL of the store's leader, then a new member without data in its place. */
  @JsonProperty("etcd-leader-replace")
  ETCD_LEADER_REPLACE("a new member without data in its place", Words.LEADER),
  /** The store's leader gives its leadership to another member. */
  @JsonProperty("etcd-leader-move")
  ETCD_LEADER_MOVE("nothing, another leader is as good", Words.LEADER),
  /** SIGSTOP of the store's leader, then SIGCONT. */
  @JsonProperty("etcd-leader-pause")
  ETCD_LEADER_PAUSE(Words.GO_ON, Words.LEADER),
  /** SIGKILL of a member that does not lead, then the same again with its data. */
  @JsonProperty("etcd-follower-kill")
  ETCD_FOLLOWER_KILL(Words.AGAIN, "a follower in the etcd cluster"),
  /** SIGKILL of a member by its name, then the same again with its data. */
  @JsonProperty("etcd-member-kill")
  ETCD_MEMBER_KILL(Words.AGAIN, Words.BY_NAME),
  /** SIGTERM of a member by its name, then the same again with its data. */
  @JsonProperty("etcd-member-restart")
  ETCD_MEMBER_RESTART(Words.AGAIN, Words.BY_NAME),
  /** What watches have not seen yet is compacted, and the member that they are at is killed. */
  @JsonProperty("etcd-compaction")
  ETCD_COMPACTION(Words.AGAIN, Words.WATCHED),
  /** The same, and a worker's restart in order is among what is compacted. */
  @JsonProperty("etcd-compaction-restart")
  ETCD_COMPACTION_RESTART(
      "starting the worker again, and the same member with its data", Words.WATCHED),
  /** The store is filled up to its quota, then emptied and its alarm disarmed. */
  @JsonProperty("etcd-nospace")
  ETCD_NOSPACE("deleting, compacting, defragmenting and disarming", Words.ALL),
  /** Each sync of the members' files to the disk takes longer. */
  @JsonProperty("etcd-slow-disk")
  ETCD_SLOW_DISK("ending what delays the syncs", Words.ALL),
  /** SIGKILL of so many members, the leader among them, that nothing can be agreed on. */
  @JsonProperty("etcd-quorum-loss")
  ETCD_QUORUM_LOSS(
      Words.AGAIN, "the leader of the etcd cluster and so many others that no quorum is left"),
  /** SIGKILL of all members, then all again with their data. */
  @JsonProperty("etcd-total-loss")
  ETCD_TOTAL_LOSS(Words.AGAIN, Words.ALL),
  /** The store's leader and its peers hear nothing of each other; clients still reach it. */
  @JsonProperty("etcd-partition-peers")
  ETCD_PARTITION_PEERS(Words.HEALED, Words.PEER_LINKS),
  /** The store's leader and its clients hear nothing of each other; peers still reach it. */
  @JsonProperty("etcd-partition-clients")
  ETCD_PARTITION_CLIENTS(
      Words.HEALED, "the links between the leader of the etcd cluster and its clients"),
  /** What passes between the store's leader and its peers is late. */
  @JsonProperty("etcd-slow-links")
  ETCD_SLOW_LINKS(Words.HEALED, Words.PEER_LINKS),
  /** Some of what passes between the store's leader and its peers is lost. */
  @JsonProperty("etcd-lossy-links")
  ETCD_LOSSY_LINKS(Words.HEALED, Words.PEER_LINKS);

  private static final Set<FaultKind> OF_NETWORK =
      EnumSet.range(ETCD_PARTITION_PEERS, ETCD_LOSSY_LINKS);

  private static final Set<FaultKind> OF_STORE = EnumSet.range(ETCD_LEADER_KILL, ETCD_LOSSY_LINKS);

  private final String undoneBy;

  private final String hits;

  FaultKind(String undoneBy) {
    this(undoneBy, "a worker");
  }

  FaultKind(String undoneBy, String hits) {
    this.undoneBy = undoneBy;
    this.hits = hits;
  }

  /** What several have in common. */
  private static final class Words {
    static final String ANEW = "starting the worker anew";
    static final String GO_ON = "SIGCONT";
    static final String AGAIN = "starting the same members again with their data";
    static final String HEALED = "healing the links";
    static final String LEADER = "the leader of the etcd cluster";
    static final String BY_NAME = "a member of the etcd cluster by its name";
    static final String WATCHED = "the member of the etcd cluster with most watches of others";
    static final String ALL = "all members of the etcd cluster";
    static final String PEER_LINKS =
        "the links between the leader of the etcd cluster and its peers";
  }

  /** How it is undone, in words. */
  public String undoneBy() {
    return undoneBy;
  }

  /** Who or what is hit where nobody was asked for by name, in words. */
  public String hits() {
    return hits;
  }

  /** Whether the store is hit, and no process that serves. */
  public boolean ofStore() {
    return OF_STORE.contains(this);
  }

  /** Whether a process that serves is hit, beside the store or alone. */
  public boolean ofWorker() {
    return !ofStore() || this == ETCD_COMPACTION_RESTART;
  }

  /** Whether links between members of the store, or to them, are hit, and no process. */
  public boolean ofNetwork() {
    return OF_NETWORK.contains(this);
  }

  /** Whether it leaves the store without a quorum, so that nothing of it can be agreed on. */
  public boolean losesQuorum() {
    return this == ETCD_QUORUM_LOSS || this == ETCD_TOTAL_LOSS;
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
