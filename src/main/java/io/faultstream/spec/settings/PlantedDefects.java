package io.faultstream.spec.settings;

import io.faultstream.spec.FaultKind;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.OnTerminate;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import java.util.List;
import java.util.Set;

/**
 * Which planted defects can show in which run. One that nothing in the run brings out would leave a
 * PASS behind that says nothing of the claims.
 */
public final class PlantedDefects {
  private static final Set<String> OF_CANCELS =
      Set.of("leak-slot-after-cancel", "ignore-cancel", "no-cancel-propagation");

  /** What is wrong from the first request on. */
  private static final Set<String> OF_ALL = Set.of("none", "slow", "counter-rises");

  private static final String HEALTH_LIES = "health-lies";

  private PlantedDefects() {}

  /**
   * Notes a defect that cannot show.
   *
   * @param cancels whether clients go away in this run
   * @param faults what is broken in it
   */
  public static void check(
      Settings settings, TargetSpec target, boolean cancels, List<FaultKind> faults) {
    boolean embedded = target.kind() == TargetKind.EMBEDDED;
    String name =
        embedded
            ? target.embedded().defect().map(PlantedDefect::name).orElse("none")
            : target.local().map(LocalSpec::defect).orElse("none");
    List<String> key = List.of(embedded ? EmbeddedSettings.DEFECT : LocalSettings.DEFECT);
    if (OF_CANCELS.contains(name)) {
      if (!cancels) {
        settings.refuse(key, "shows only where clients go away: play CancellationSim");
      }
    } else if (name.equals(HEALTH_LIES)) {
      if (faults.stream().noneMatch(FaultKind::ofWorker)) {
        settings.refuse(key, "shows only where a worker goes: play MigrationSim");
      }
    } else if (!OF_ALL.contains(name)
        && faults.stream().noneMatch(kind -> losesStreams(kind, target))) {
      settings.refuse(key, "shows only where a worker loses its streams: play MigrationSim");
    }
  }

  /** One that drains ends its streams, and one that is stopped keeps them unless somebody asks. */
  private static boolean losesStreams(FaultKind kind, TargetSpec target) {
    return switch (kind) {
      case KILL -> true;
      case TERMINATE -> target.onTerminate() == OnTerminate.MIGRATE;
      case STALL -> target.backendTimeout().isPresent();
      default -> false;
    };
  }
}
