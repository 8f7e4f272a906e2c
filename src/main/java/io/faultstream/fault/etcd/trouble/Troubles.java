package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.FaultKit.Aim;
import io.faultstream.fault.store.StoreKit;
import io.faultstream.fault.store.StoreKit.Led;
import io.faultstream.fault.store.StoreKit.Need;
import io.faultstream.fault.store.Trouble;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The faults of a store that are more than the end of its members. */
public final class Troubles {
  /** For a fault whose spec does not say it: below the election timeout, so that none is forced. */
  private static final Duration DELAY = Duration.ofMillis(200);

  private Troubles() {}

  /** All of them. */
  public static List<FaultKit> kits() {
    return List.of(
        new StoreKit(
            FaultKind.ETCD_COMPACTION,
            "compact the store behind watches that lag,",
            (led, aim) ->
                audience(led, aim)
                    .map(watched -> new Compaction(led.cluster(), watched, Optional.empty()))),
        new StoreKit(
            FaultKind.ETCD_COMPACTION_RESTART,
            "SIGTERM a worker and compact the store behind watches that lag,",
            Troubles::withDeparture),
        new StoreKit(
            FaultKind.ETCD_NOSPACE,
            "fill the store up to its quota,",
            (led, aim) -> Optional.of(new NoSpace(led.cluster(), led.leader().name()))),
        new StoreKit(
            FaultKind.ETCD_SLOW_DISK,
            "let each sync to the disk of all etcd members wait,",
            (led, aim) -> Optional.of(new SlowDisk(led.cluster(), delay(aim))),
            new Need("`strace`", SyncDelay::refusal)));
  }

  private static Duration delay(Aim aim) {
    return aim.spec().strength().map(Strength::delay).orElse(DELAY);
  }

  /**
   * None while nobody but us watches: a client that lost its watch may wait before it tries again.
   */
  private static Optional<Compaction.Audience> audience(Led led, Aim aim)
      throws EtcdException, InterruptedException {
    Compaction.Audience watched = Compaction.Audience.of(led.cluster(), led.leader().name());
    return watched.watches() > 0
        ? Optional.of(watched)
        : aim.nobody("no client but this run watches the store, so no watch can fall behind");
  }

  private static Optional<Trouble> withDeparture(Led led, Aim aim)
      throws EtcdException, InterruptedException {
    Victim asked = aim.spec().victim();
    Victim victim =
        asked.rule() == Victim.Rule.STORE
            ? new Victim(Victim.Rule.RECEIVING, Optional.empty())
            : asked;
    Optional<Compaction.Audience> watched = audience(led, aim);
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    return aim.worker(victim)
        .map(worker -> new Departure(worker, aim.workers()))
        .map(one -> new Compaction(led.cluster(), watched.get(), Optional.of(one)));
  }
}
