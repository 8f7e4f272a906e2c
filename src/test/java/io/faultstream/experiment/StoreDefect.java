package io.faultstream.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a whole run must find of a client of the store that was planted with a defect. */
enum StoreDefect {
  NONE("", "", ""),
  /** The same cluster, whose store is lost for good. */
  NONE_FOR_GOOD("", "", "") {
    @Override
    String setting() {
      return NONE.setting();
    }
  },
  /** Who restarts a worker asks the frontend, which has noticed nothing: the run is not valid. */
  NEVER_REWATCHES(
      "a watch of the store that was lost is never begun again",
      "instances-true",
      "no-mishap, fault-happened"),
  /** Frontend and workers have their streams at the first member, so all of them end with it. */
  DROPS_LEASE(
      "a lease is given up at the first error of its stream",
      "instances-true",
      "no-mishap, fault-happened, target-alive, target-watched, success-overflow,"
          + " success-recovery, recovers-within"),
  /** The worker that the frontend goes on listing ends nothing of what it is asked. */
  LOSES_RESYNC(
      "a watch that fell behind goes on without what it missed, instead of reading all anew",
      "instances-true",
      ""),
  /** The frontend ends in order, so that nobody is served. */
  OUTLIVES_LEASE("a worker whose lease is lost serves on and never ends", "ends-in-order", "");

  private static final List<String> EACH_MEMBER =
      List.of(
          "fault.kind=etcd-each-member", "fault.at=1s", "fault.hold=3s", "fault.worker=terminate");

  private static final List<String> FOR_GOOD =
      List.of(
          "fault.kind=etcd-total-loss",
          "target.etcd.members=1",
          "fault.at=1s",
          "fault.hold=forever");

  private static final List<String> COMPACTED =
      List.of(
          "fault.kind=etcd-compaction-restart",
          "fault.at=1s",
          "fault.hold=3s",
          "fault.worker=none");

  private final String what;
  private final String caughtBy;
  private final String followed;

  StoreDefect(String what, String caughtBy, String followed) {
    this.what = what;
    this.caughtBy = caughtBy;
    this.followed = followed;
  }

  /** What the client does then. */
  String what() {
    return what;
  }

  /** What is done to the store. */
  List<String> fault() {
    if (this == LOSES_RESYNC) {
      return COMPACTED;
    }
    return this == OUTLIVES_LEASE || this == NONE_FOR_GOOD ? FOR_GOOD : EACH_MEMBER;
  }

  /** Whether something is wrong with the cluster. */
  boolean planted() {
    return !setting().equals(NONE.setting());
  }

  /** The command that has it caught, by hand. */
  String command() {
    String fault =
        this == OUTLIVES_LEASE
            ? " -Dfaultstream.fault.kind=etcd-total-loss -Dfaultstream.target.etcd.members=1"
                + " -Dfaultstream.fault.hold=forever -Dfaultstream.target.etcd.lease=10s"
            : " -Dfaultstream.fault.kind="
                + (this == LOSES_RESYNC ? "etcd-compaction-restart" : "etcd-each-member")
                + " -Dfaultstream.phase.overflow.length=40s";
    return "EtcdHaSim" + fault + " -Dfaultstream.target.embedded.discoveryDefect=" + setting();
  }

  /** The claims that must fail. */
  Set<String> caughtBy() {
    return caughtBy.isEmpty() ? Set.of() : Set.of(caughtBy.split(", ", -1));
  }

  /** Claims that may fail beside them: about what the defect does to the run in the end. */
  List<String> followed() {
    return List.of(followed.split(", ", -1));
  }

  /** Its name in the settings. */
  String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
