package io.faultstream.spec.settings;

import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys {@code target.discovery} and under {@code target.etcd}. */
public final class StoreSettings {
  private static final String DISCOVERY = "target.discovery";
  private static final String AT = "target.etcd.";

  /** What lies between its members. */
  public static final String NETWORK = "target.etcd.network";

  private static final String LEASE = AT + "lease";
  private static final String POLICY = AT + "policy";
  private static final List<String> KEYS =
      List.of(AT + "members", LEASE, AT + "program", NETWORK, POLICY);

  private StoreSettings() {}

  /**
   * Reads them; mistakes are noted in the settings.
   *
   * @param needed whether the simulation is about the store
   * @return empty when processes find each other in a directory
   */
  static Optional<StoreSpec> read(Settings settings, TargetKind kind, boolean needed) {
    String word = settings.word(DISCOVERY, List.of("auto", "file", "etcd"));
    boolean etcd = word.equals("etcd") || (word.equals("auto") && needed);
    if (kind == TargetKind.URL && settings.asked(DISCOVERY)) {
      settings.problem(DISCOVERY, "target.kind=url is not ours to tell");
    } else if (kind == TargetKind.URL && needed) {
      settings.problem("target.kind", "url: nobody but its owner can touch its store");
    }
    if (needed && word.equals("file")) {
      settings.problem(DISCOVERY, "this simulation is about etcd");
    }
    if (!etcd) {
      settings.refuse(KEYS, "is only for target.discovery=etcd");
      return Optional.empty();
    }
    Duration lease = settings.duration(LEASE, Duration.ofSeconds(2));
    if (lease.toMillis() % 1000 != 0) {
      settings.problem(LEASE, "must be whole seconds");
    }
    String policy = settings.word(POLICY, List.of("auto", "end", "serve"));
    if (settings.asked(POLICY) && !(needed && StoreFaultSettings.losesQuorum(settings))) {
      settings.problem(
          POLICY,
          "is only judged in EtcdHaSim with fault.kind=etcd-quorum-loss or etcd-total-loss");
    }
    return Optional.of(
        new StoreSpec(
            settings.whole(AT + "members", 1, 7),
            lease,
            settings.text(AT + "program"),
            settings.choice(NETWORK, Network.class),
            policy.equals("serve") ? Policy.SERVE : Policy.END,
            needed ? StoreFaultSettings.quotaBytes(settings) : 0));
  }
}
