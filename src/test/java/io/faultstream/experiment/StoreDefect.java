package io.faultstream.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a whole run must find of a client of the store that was planted with a defect. */
enum StoreDefect {
  NONE("", "", ""),
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
  /** The run is over before the lease is. */
  RECONNECTS_LATE(
      "a lost stream of keep-alives is opened again only after a whole lease",
      "reconnects-within",
      "",
      "target.etcd.lease=30s, fault.kind=etcd-total-loss, fault.hold=2s, fault.worker=none,"
          + " phase.overflow.length=10s, phase.recovery.length=24s");

  private final String what;
  private final String caughtBy;
  private final String followed;
  private final String settings;

  StoreDefect(String what, String caughtBy, String followed) {
    this(what, caughtBy, followed, "");
  }

  StoreDefect(String what, String caughtBy, String followed, String settings) {
    this.what = what;
    this.caughtBy = caughtBy;
    this.followed = followed;
    this.settings = settings;
  }

  /** What the client does then. */
  String what() {
    return what;
  }

  /** The claims that must fail. */
  Set<String> caughtBy() {
    return caughtBy.isEmpty() ? Set.of() : Set.of(caughtBy.split(", ", -1));
  }

  /** Claims that may fail beside them: about what the defect does to the run in the end. */
  List<String> followed() {
    return List.of(followed.split(", ", -1));
  }

  /** What its run needs instead of the usual settings. */
  List<String> settings() {
    return settings.isEmpty() ? List.of() : List.of(settings.split(", ", -1));
  }

  /** Its name in the settings. */
  String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
