package io.faultstream.history;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Profiles of targets, for tests. */
public final class Versions {
  private Versions() {}

  /** Dynamo 1.6.1, were it to count only these. */
  public static VersionProfile counting(TargetCounter... counters) {
    return new VersionProfile(
        "dynamo",
        "1.6.1",
        VersionProfile.HealthPage.INSTANCES,
        OptionalInt.of(529),
        VersionProfile.ErrorFrame.DATA,
        VersionProfile.Sure.YES,
        VersionProfile.LogWording.RUNTIME,
        Set.of(counters),
        List.of("/openapi.json says version 1.6.1", "/health answers"));
  }
}
