package io.faultstream.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a whole run must find of a client of the store that was planted with a defect. */
enum StoreDefect {
  NONE(Play.EACH_MEMBER, "", "", ""),
  /** The same cluster, whose store is lost for good. */
  NONE_FOR_GOOD(Play.FOR_GOOD, "", "", "") {
    @Override
    String setting() {
      return NONE.setting();
    }
  },
  /** Who restarts a worker asks the frontend, which has noticed nothing: the run is not valid. */
  NEVER_REWATCHES(
      Play.EACH_MEMBER,
      "a watch of the store that was lost is never begun again",
      "instances-true",
      "no-mishap, fault-happened, instances-serve"),
  /** No member answers anybody for a moment, so all of them end with that. */
  DROPS_LEASE(
      Play.ALL_SHORTLY,
      "a lease is given up at the first error of its stream",
      "instances-true, serves-on",
      "no-mishap, fault-happened, target-alive, target-watched, success-overflow,"
          + " success-recovery, recovers-within, instances-serve"),
  /** The worker that the frontend goes on listing ends nothing of what it is asked. */
  LOSES_RESYNC(
      Play.COMPACTED,
      "a watch that fell behind goes on without what it missed, instead of reading all anew",
      "instances-true",
      ""),
  /** The frontend ends in order, so that nobody is served. */
  OUTLIVES_LEASE(
      Play.FOR_GOOD, "a worker whose lease is lost serves on and never ends", "ends-in-order", ""),
  /** The lease is over soon after it should have been renewed, and its instance is gone with it. */
  RECONNECTS_LATE(
      Play.ALL_SHORTLY_OF_LONG_LEASES,
      "a lost stream of keep-alives is opened again only after a whole lease",
      "reconnects-within",
      "instances-true");

  private final Play play;
  private final String what;
  private final String caughtBy;
  private final String followed;

  StoreDefect(Play play, String what, String caughtBy, String followed) {
    this.play = play;
    this.what = what;
    this.caughtBy = caughtBy;
    this.followed = followed;
  }

  /** What is done to the store: in a short run, and by hand with the usual lengths. */
  private enum Play {
    EACH_MEMBER(
        "fault.kind=etcd-each-member, fault.at=1s, fault.hold=3s, fault.worker=terminate",
        "fault.kind=etcd-each-member, phase.overflow.length=40s"),
    COMPACTED(
        "fault.kind=etcd-compaction-restart, fault.at=1s, fault.hold=3s, fault.worker=none",
        "fault.kind=etcd-compaction-restart, phase.overflow.length=40s"),
    FOR_GOOD(
        "fault.kind=etcd-total-loss, target.etcd.members=1, fault.at=1s, fault.hold=forever,"
            + " phase.standard.length=9s",
        "fault.kind=etcd-total-loss, target.etcd.members=1, fault.hold=forever,"
            + " target.etcd.lease=10s"),
    ALL_SHORTLY(
        "fault.kind=etcd-total-loss, fault.at=1s, fault.hold=1s, fault.worker=none",
        "fault.kind=etcd-total-loss, fault.hold=1s, fault.worker=none, target.etcd.lease=10s"),
    ALL_SHORTLY_OF_LONG_LEASES(
        "fault.kind=etcd-total-loss, fault.at=1s, fault.hold=2s, fault.worker=none,"
            + " target.etcd.lease=30s, phase.overflow.length=10s, phase.recovery.length=22s",
        "fault.kind=etcd-total-loss, fault.hold=2s, fault.worker=none");

    private final String shortly;
    private final String byHand;

    Play(String shortly, String byHand) {
      this.shortly = shortly;
      this.byHand = byHand;
    }
  }

  /** What the client does then. */
  String what() {
    return what;
  }

  /** The settings of a short run that brings it to light. */
  List<String> settings() {
    return List.of(play.shortly.split(", ", -1));
  }

  /** Whether something is wrong with the cluster. */
  boolean planted() {
    return !setting().equals(NONE.setting());
  }

  /** The command that has it caught, by hand. */
  String command() {
    return "EtcdHaSim"
        + Stream.of(play.byHand.split(", ", -1))
            .map(setting -> " -Dfaultstream." + setting)
            .collect(Collectors.joining())
        + " -Dfaultstream.target.embedded.discoveryDefect="
        + setting();
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
