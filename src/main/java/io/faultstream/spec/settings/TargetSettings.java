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
  /** Those of its keys that it does not refuse itself. */
  private static final List<String> OF_EMBEDDED =
      List.of(
          "target.embedded.port",
          "target.embedded.speedup",
          "target.embedded.decodeSpeedup",
          "target.embedded.router",
          "target.embedded.overloadStatus",
          "target.embedded.rejoins",
          "target.embedded.heap");

  /** All but those that say where things are installed: they may be said once for all runs. */
  private static final List<String> OF_LOCAL =
      List.of(
          "target.local.engine",
          "target.local.command",
          "target.local.stepMillis",
          "target.local.prefillMillis",
          "target.local.defect",
          "target.local.workerArguments",
          "target.local.frontendArguments",
          "target.local.port",
          "target.local.router",
          "target.local.requestPlane",
          "target.local.eventPlane",
          "target.local.logLevel");

  private static final List<String> NOT_OF_URL =
      List.of(
          "target.onTerminate",
          "target.topology",
          "target.workers",
          "target.migrationLimit",
          "target.backendTimeout");

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
    if (kind != TargetKind.EMBEDDED) {
      settings.refuse(OF_EMBEDDED, "is only for target.kind=embedded");
    }
    if (kind != TargetKind.LOCAL) {
      settings.refuse(OF_LOCAL, "is only for target.kind=local");
    }
    if (kind == TargetKind.URL) {
      settings.refuse(NOT_OF_URL, "target.kind=url is not ours to tell");
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
    settings.refuse(
        List.of("target.prefillWorkers", "target.prefillCancel"),
        "is only for target.topology=disagg");
    return Optional.empty();
  }
}
