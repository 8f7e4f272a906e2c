package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.FaultKit.Aim;
import io.faultstream.fault.store.StoreKit;
import io.faultstream.fault.store.StoreKit.Led;
import io.faultstream.fault.store.Trouble;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.target.Worker;
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
                Optional.of(new Compaction(led.cluster(), audience(led), Optional.empty()))),
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
            SyncDelay::refusal));
  }

  private static Duration delay(Aim aim) {
    return aim.spec().strength().map(Strength::delay).orElse(DELAY);
  }

  private static Compaction.Audience audience(Led led) throws EtcdException, InterruptedException {
    return Compaction.Audience.of(led.cluster(), led.leader().name());
  }

  private static Optional<Trouble> withDeparture(Led led, Aim aim)
      throws EtcdException, InterruptedException {
    Victim asked = aim.spec().victim();
    Victim victim =
        asked.rule() == Victim.Rule.STORE
            ? new Victim(Victim.Rule.RECEIVING, Optional.empty())
            : asked;
    Optional<Worker> worker = aim.victims().choose(aim.spec().id(), victim, aim.workers());
    return worker.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Compaction(
                led.cluster(),
                audience(led),
                worker.map(one -> new Departure(one, aim.workers()))));
  }
}
