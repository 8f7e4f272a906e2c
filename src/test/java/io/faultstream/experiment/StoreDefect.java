package io.faultstream.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a whole run must find of a client of the store that was planted with a defect. */
enum StoreDefect {
  NONE("", ""),
  /** Who restarts a worker asks the frontend, which has noticed nothing: the run is not valid. */
  NEVER_REWATCHES("instances-true", "no-mishap, fault-happened"),
  /** Frontend and workers have their streams at the first member, so all of them end with it. */
  DROPS_LEASE(
      "instances-true",
      "no-mishap, fault-happened, target-alive, target-watched, success-overflow,"
          + " success-recovery, recovers-within");

  private final String caughtBy;
  private final String followed;

  StoreDefect(String caughtBy, String followed) {
    this.caughtBy = caughtBy;
    this.followed = followed;
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
