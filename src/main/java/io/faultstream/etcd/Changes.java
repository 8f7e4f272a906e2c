package io.faultstream.etcd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;

/** One change of a cluster at a time, and none that costs it its quorum unasked. Thread-safe. */
final class Changes {
  private final Members members;

  @GuardedBy("this")
  private String underWay = "";

  Changes(Members members) {
    this.members = members;
  }

  /** What is done. */
  @FunctionalInterface
  interface Change<T> {
    T make() throws EtcdException, InterruptedException;
  }

  /**
   * Makes a change, unless another is under way.
   *
   * @param what for people, as in "restarting etcd-1"
   */
  <T> T make(String what, Change<T> change) throws EtcdException, InterruptedException {
    begin(what);
    try {
      return change.make();
    } finally {
      finish();
    }
  }

  private synchronized void begin(String what) throws EtcdException {
    if (!underWay.isEmpty()) {
      throw new EtcdException(Reason.BUSY, what + " is refused: " + underWay + " is under way");
    }
    underWay = what;
  }

  private synchronized void finish() {
    underWay = "";
  }

  /** Refuses when without this member fewer than a quorum would be left. */
  void mayLose(String name, Quorum quorum) throws EtcdException, InterruptedException {
    if (quorum == Quorum.MAY_BE_LOST) {
      return;
    }
    ClusterStatus status = members.status();
    long left = connectedWithout(status, name);
    int needed = members.settings().quorum();
    if (left < needed) {
      String what = "taking " + name + " away would leave " + left + " connected members, and a";
      throw members.failed(Reason.BELOW_QUORUM, what + " quorum is " + needed, status);
    }
  }

  /** Refuses when any other member is not connected. */
  void needsAllBut(String name) throws EtcdException, InterruptedException {
    ClusterStatus status = members.status();
    long others = members.settings().members() - 1L;
    long left = connectedWithout(status, name);
    if (others < members.settings().quorum()) {
      throw new EtcdException(
          Reason.BELOW_QUORUM,
          name + " is not replaced: without it there are " + others + " members, no quorum");
    }
    if (left < others) {
      String what = name + " is not replaced: " + left + " of " + others + " other members are";
      throw members.failed(Reason.BELOW_QUORUM, what + " connected", status);
    }
  }

  private static long connectedWithout(ClusterStatus status, String name) {
    return status.heard().stream()
        .filter(one -> !one.name().equals(name) && !one.learner())
        .filter(MemberStatus::knowsLeader)
        .count();
  }
}
