package io.faultstream.spec.settings;

import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import java.util.List;
import java.util.Optional;

/** The keys under {@code target.embedded}. */
public final class EmbeddedSettings {
  private static final String AT = "target.embedded.";
  static final String DEFECT = AT + "defect";
  private static final String SHARE = AT + "defectShare";
  private static final String ABOVE = AT + "defectAbove";
  private static final String DISCOVERY = AT + "discoveryDefect";
  private static final String TRANSFER = AT + "transferMillis";
  private static final String TRANSFER_TIMEOUT = AT + "transferTimeoutMillis";
  private static final String SLOTS = AT + "slots";
  private static final String SLOW = "slow";
  private static final String SLOW_AFTER_FAULT = "slow-after-fault";

  private static final List<String> DEFECTS =
      List.of(
          "none",
          "lose-at-migration",
          "repeat-after-migration",
          "skip-after-migration",
          "wrong-text-after-migration",
          "no-finish-reason",
          "no-end-mark",
          "error-in-stream",
          "stall-for-ever",
          "never-recovers",
          "recovers-slowly",
          "counter-stuck",
          "counter-rises",
          "health-lies",
          "idle-after-restart",
          SLOW,
          SLOW_AFTER_FAULT,
          "leak-slot-after-cancel",
          "ignore-cancel",
          "no-cancel-propagation");

  private static final List<String> DISCOVERY_DEFECTS =
      List.of(
          "none",
          "never-rewatches",
          "drops-lease",
          "loses-resync",
          "outlives-lease",
          "reconnects-late");

  private EmbeddedSettings() {}

  /** The defects that can be planted, {@code none} first. */
  public static List<String> defects() {
    return DEFECTS;
  }

  /** What can be planted in its clients of the store, {@code none} first. */
  public static List<String> discoveryDefects() {
    return DISCOVERY_DEFECTS;
  }

  /**
   * Reads them; mistakes are noted in the settings.
   *
   * @param etcd whether its processes find each other through etcd
   */
  static EmbeddedSpec read(Settings settings, TargetKind kind, boolean etcd) {
    String status = settings.word(AT + "overloadStatus", List.of("529", "503"));
    return new EmbeddedSpec(
        settings.whole(AT + "port", 0, 65_535),
        settings.number(AT + "speedup", 0.01, 1000),
        settings.number(AT + "decodeSpeedup", 0.01, 1000),
        settings.word(AT + "router", List.of("round-robin", "least-loaded")),
        Integer.parseInt(status),
        settings.flag(AT + "rejoins"),
        settings.whole(AT + "heap", 48, 4096),
        defect(settings, kind),
        transfer(settings, kind, TRANSFER, 0),
        timeout(settings, kind),
        discovery(settings, kind, etcd),
        slots(settings, kind));
  }

  private static int slots(Settings settings, TargetKind kind) {
    if (settings.asked(SLOTS) && kind != TargetKind.EMBEDDED) {
      settings.problem(SLOTS, "is only for target.kind=embedded");
    }
    return settings.whole(SLOTS, 1, EmbeddedSpec.USUAL_SLOTS);
  }

  private static Optional<String> discovery(Settings settings, TargetKind kind, boolean etcd) {
    String name = settings.word(DISCOVERY, DISCOVERY_DEFECTS);
    if (kind != TargetKind.EMBEDDED || !etcd) {
      settings.refuse(
          List.of(DISCOVERY), "is only for target.kind=embedded with target.discovery=etcd");
      return Optional.empty();
    }
    return Optional.of(name).filter(planted -> !planted.equals("none"));
  }

  private static int transfer(Settings settings, TargetKind kind, String key, int least) {
    boolean split = settings.text("target.topology").equals("disagg");
    if (settings.asked(key) && (kind != TargetKind.EMBEDDED || !split)) {
      settings.problem(key, "is only for target.kind=embedded with target.topology=disagg");
    }
    return settings.whole(key, least, 600_000);
  }

  private static int timeout(Settings settings, TargetKind kind) {
    int timeout = transfer(settings, kind, TRANSFER_TIMEOUT, 1);
    if (timeout <= settings.whole(TRANSFER, 0, 600_000)) {
      settings.problem(TRANSFER_TIMEOUT, "must be above " + TRANSFER + ", or none ever arrives");
    }
    return timeout;
  }

  /** Elsewhere a name is refused as such, known or not: the list is of the embedded cluster. */
  private static Optional<PlantedDefect> defect(Settings settings, TargetKind kind) {
    double share = settings.number(SHARE, 0.01, 10);
    int above = settings.whole(ABOVE, 0, 100_000);
    if (kind != TargetKind.EMBEDDED) {
      for (String key : List.of(DEFECT, SHARE, ABOVE)) {
        if (settings.asked(key)) {
          String known = key.equals(DEFECT) ? ", which knows " + String.join(", ", DEFECTS) : "";
          settings.problem(key, "is only for target.kind=embedded" + known);
        }
      }
      return Optional.empty();
    }
    String name = settings.word(DEFECT, DEFECTS);
    if (settings.changed(SHARE) && !name.equals(SLOW) && !name.equals(SLOW_AFTER_FAULT)) {
      settings.problem(SHARE, "is only for target.embedded.defect=slow and slow-after-fault");
    }
    if (settings.changed(ABOVE) && !name.equals(SLOW)) {
      settings.problem(ABOVE, "is only for target.embedded.defect=slow");
    }
    return Optional.of(new PlantedDefect(name, share, above))
        .filter(planted -> !name.equals("none"));
  }
}
