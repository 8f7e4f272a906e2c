package io.faultstream.spec.settings;

import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys under {@code target}. */
public final class TargetSettings {
  private TargetSettings() {}

  /** Reads them for a simulation that breaks no store; mistakes are noted in the settings. */
  public static TargetSpec read(Settings settings) {
    return read(settings, false);
  }

  /**
   * Reads them; mistakes are noted in the settings.
   *
   * @param storeNeeded whether the simulation is about the store, so that there must be one
   */
  public static TargetSpec read(Settings settings, boolean storeNeeded) {
    TargetKind kind = settings.choice("target.kind", TargetKind.class);
    Optional<URI> url = settings.address("target.url");
    if (kind == TargetKind.URL && settings.text("target.url").isEmpty()) {
      settings.problem("target.url", "must be given with target.kind=url");
    }
    if (kind != TargetKind.URL && url.isPresent()) {
      settings.problem("target.url", "is only for target.kind=url");
    }
    if (kind != TargetKind.LOCAL && settings.changed("target.local.defect")) {
      settings.problem("target.local.defect", "is only for target.kind=local");
    }
    if (kind == TargetKind.URL && settings.changed("target.onTerminate")) {
      settings.problem("target.onTerminate", "target.kind=url is not ours to tell");
    }
    if (kind == TargetKind.URL && settings.changed("target.topology")) {
      settings.problem("target.topology", "target.kind=url is not ours to tell");
    }
    if (settings.text("target.model").isBlank()) {
      settings.problem("target.model", "must not be empty");
    }
    TargetSpec target = target(settings, kind, url, storeNeeded);
    target.local().ifPresent(local -> LocalSettings.check(settings, target, local));
    return target;
  }

  private static TargetSpec target(
      Settings settings, TargetKind kind, Optional<URI> url, boolean storeNeeded) {
    Optional<StoreSpec> store = StoreSettings.read(settings, kind, storeNeeded);
    return new TargetSpec(
        kind,
        url,
        settings.text("target.model"),
        settings.whole("target.workers", 1, 64),
        settings.whole("target.migrationLimit", 0, 100),
        settings.choice("target.onTerminate", TargetSpec.OnTerminate.class),
        settings.durationOrNone("target.backendTimeout", Duration.ofMillis(100)),
        settings.duration("target.readyWithin", Duration.ofSeconds(1)),
        EmbeddedSettings.read(settings, kind, store.isPresent()),
        Optional.of(LocalSettings.read(settings)).filter(any -> kind == TargetKind.LOCAL),
        split(settings),
        store);
  }

  private static Optional<Split> split(Settings settings) {
    int workers = settings.whole("target.prefillWorkers", 1, 64);
    PrefillCancel cancel = settings.choice("target.prefillCancel", PrefillCancel.class);
    if (settings.word("target.topology", List.of("agg", "disagg")).equals("disagg")) {
      return Optional.of(new Split(workers, cancel));
    }
    for (String key : List.of("target.prefillWorkers", "target.prefillCancel")) {
      if (settings.changed(key)) {
        settings.problem(key, "is only for target.topology=disagg");
      }
    }
    return Optional.empty();
  }
}
