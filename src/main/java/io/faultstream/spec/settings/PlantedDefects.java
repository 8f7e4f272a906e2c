package io.faultstream.spec.settings;

import io.faultstream.spec.FaultKind;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
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
    } else if (!OF_ALL.contains(name) && faults.stream().noneMatch(FaultKind::ofWorker)) {
      settings.refuse(
          key, "shows only where a worker is lost, and here none is: play MigrationSim");
    }
  }
}
