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
  /** The worker that the frontend goes on listing ends nothing of what it is asked. */
  LOSES_RESYNC(
      "a watch that fell behind goes on without what it missed, instead of reading all anew",
      "instances-true",
      "");

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

  /** The claims that must fail. */
  Set<String> caughtBy() {
    return caughtBy.isEmpty() ? Set.of() : Set.of(caughtBy.split(", ", -1));
  }

  /** Claims that may fail beside them: about what the defect does to the run in the end. */
  List<String> followed() {
    return List.of(followed.split(", ", -1));
  }

  /** The fault that brings it to light. */
  String fault() {
    return this == LOSES_RESYNC ? "etcd-compaction-restart" : "etcd-each-member";
  }

  /** Its name in the settings. */
  String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
