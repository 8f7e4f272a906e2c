package io.faultstream.experiment.plan;

import io.faultstream.judge.Wording;
import io.faultstream.judge.store.EndsInOrder;
import io.faultstream.judge.store.LossTerms;
import io.faultstream.judge.store.ServesOn;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Loss;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import io.faultstream.spec.settings.Times;
import java.time.Duration;
import java.util.Optional;

/** Whether a run that loses its store can show who ends for it, and who serves on. Pure. */
final class LossForesight {
  /** Members and metrics are looked at once a second, so that the last look may be so early. */
  private static final Duration LOOKS = Duration.ofSeconds(1);

  private final ExperimentSpec spec;
  private final StoreSpec store;
  private final FaultSpec fault;

  private LossForesight(ExperimentSpec spec, StoreSpec store, FaultSpec fault) {
    this.spec = spec;
    this.store = store;
    this.fault = fault;
  }

  /** The warning, where its verdict can be foretold, or where it would show nothing. */
  static Optional<String> of(ExperimentSpec spec) {
    return spec.target()
        .store()
        .flatMap(
            store ->
                spec.faults().stream()
                    .filter(fault -> fault.kind().losesQuorum())
                    .findFirst()
                    .flatMap(fault -> new LossForesight(spec, store, fault).warning()));
  }

  private Optional<String> warning() {
    return terms(EndsInOrder.ID)
        .flatMap(this::shortForEnds)
        .or(() -> terms(ServesOn.ID).flatMap(this::serving));
  }

  private Optional<LossTerms> terms(String claim) {
    return spec.claims().stream()
        .filter(asked -> asked.id().equals(claim))
        .map(asked -> new LossTerms(store, asked))
        .findFirst();
  }

  /** From the loss to the end of the load. */
  private long leftNanos() {
    return spec.lengthNanos() - spec.startNanos(fault.phase()) - fault.trigger().after().toNanos();
  }

  private long seenNanos() {
    return leftNanos() - LOOKS.toNanos();
  }

  /** The claim says that somebody never ended only when all the time for it was watched. */
  private Optional<String> shortForEnds(LossTerms terms) {
    return Optional.of(EndsInOrder.ID + " may be INCONCLUSIVE: all have until " + needs(terms))
        .filter(any -> !terms.watched(seenNanos()))
        .map(said -> said + "; a longer recovery would show who never ends");
  }

  private String needs(LossTerms terms) {
    return Wording.time(terms.latestNanos())
        + " after the loss to end (a lease of "
        + store.lease().toSeconds()
        + " s and "
        + EndsInOrder.DRAIN
        + " "
        + Wording.number(terms.asked().limit(EndsInOrder.DRAIN))
        + "), and the load is over "
        + Wording.time(leftNanos())
        + " after it";
  }

  private Optional<String> serving(LossTerms terms) {
    boolean shown = store.policy() == Policy.SERVE;
    if (shown && store.loss(fault.hold()) == Loss.SHORT) {
      return Optional.of(
          "target.etcd.policy=serve will not show itself: every lease outlives a loss of "
              + Times.text(fault.hold())
              + "; "
              + longer(terms));
    }
    Duration certain = fault.hold().minus(LOOKS);
    return terms
        .unknown(fault.hold(), nanos(certain), seenNanos())
        .map(
            why ->
                switch (why) {
                  case LOSS_TOO_SHORT -> tooShort(terms);
                  case RUN_TOO_SHORT ->
                      ServesOn.ID
                          + " will be INCONCLUSIVE: who ends has until "
                          + needs(terms)
                          + "; give phase.recovery.length at least "
                          + recovery(terms);
                });
  }

  /** One that is held for good is longer than any run. */
  private long nanos(Duration time) {
    return fault.forGood() ? Long.MAX_VALUE : time.toNanos();
  }

  private String tooShort(LossTerms terms) {
    // Until members that come back have a leader, the loss goes on.
    boolean surely = fault.hold().plus(StoreSpec.RETURNS).compareTo(store.lease()) < 0;
    return ServesOn.ID
        + (surely ? " will be" : " may be")
        + " INCONCLUSIVE: target.etcd.policy=serve only shows itself in a loss that is longer than"
        + " the lease of "
        + store.lease().toSeconds()
        + " s, and fault.hold is "
        + Times.text(fault.hold())
        + "; "
        + longer(terms);
  }

  private String longer(LossTerms terms) {
    String hold = "give fault.hold at least " + Times.text(store.shortestLong());
    return terms.watched(seenNanos())
        ? hold
        : hold + ", and phase.recovery.length at least " + recovery(terms);
  }

  private String recovery(LossTerms terms) {
    Duration missing = Duration.ofNanos(terms.latestNanos() - seenNanos());
    Duration now = spec.phase(Phase.RECOVERY).map(PhaseSpec::length).orElse(Duration.ZERO);
    return Times.text(Duration.ofSeconds(now.plus(missing).plusNanos(999_999_999L).toSeconds()));
  }
}
