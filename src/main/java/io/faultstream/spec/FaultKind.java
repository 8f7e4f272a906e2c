package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The faults there are; {@code none} is no fault and has no spec. */
public enum FaultKind {
  /** SIGKILL, then a new process. */
  @JsonProperty("kill")
  KILL,
  /** SIGTERM with the target's own grace, then a new process. */
  @JsonProperty("terminate")
  TERMINATE,
  /** SIGSTOP, then SIGCONT. */
  @JsonProperty("stall")
  STALL,
  /** SIGKILL of the store's leader, then the same member again with its data. */
  @JsonProperty("etcd-leader-kill")
  ETCD_LEADER_KILL,
  /** SIGKILL of the store's leader, then a new member without data in its place. */
  @JsonProperty("etcd-leader-replace")
  ETCD_LEADER_REPLACE,
  /** The store's leader gives its leadership to another member. */
  @JsonProperty("etcd-leader-move")
  ETCD_LEADER_MOVE,
  /** SIGSTOP of the store's leader, then SIGCONT. */
  @JsonProperty("etcd-leader-pause")
  ETCD_LEADER_PAUSE,
  /** SIGKILL of a member that does not lead, then the same again with its data. */
  @JsonProperty("etcd-follower-kill")
  ETCD_FOLLOWER_KILL,
  /** SIGKILL of a member by its name, then the same again with its data. */
  @JsonProperty("etcd-member-kill")
  ETCD_MEMBER_KILL,
  /** SIGKILL of so many members, the leader among them, that nothing can be agreed on. */
  @JsonProperty("etcd-quorum-loss")
  ETCD_QUORUM_LOSS,
  /** SIGKILL of all members, then all again with their data. */
  @JsonProperty("etcd-total-loss")
  ETCD_TOTAL_LOSS;

  private static final Set<FaultKind> OF_STORE = EnumSet.range(ETCD_LEADER_KILL, ETCD_TOTAL_LOSS);

  /** Whether the store is hit, and no process that serves. */
  public boolean ofStore() {
    return OF_STORE.contains(this);
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
