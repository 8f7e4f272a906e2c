package io.faultstream.judge.claims;

import io.faultstream.judge.Claim;
import io.faultstream.judge.cancellation.CancellationNoticed;
import io.faultstream.judge.cancellation.CancellationsCounted;
import io.faultstream.judge.cancellation.CancellationsMade;
import io.faultstream.judge.cancellation.NextServed;
import io.faultstream.judge.cancellation.OthersUnharmed;
import io.faultstream.judge.cancellation.SlotsFree;
import io.faultstream.judge.cancellation.WorkStops;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.judge.counters.CountersAgree;
import io.faultstream.judge.resources.NoOrphans;
import io.faultstream.judge.service.HealthTruthful;
import io.faultstream.judge.service.InstancesServe;
import io.faultstream.judge.service.RecoversWithin;
import io.faultstream.judge.service.SuccessElsewhere;
import io.faultstream.judge.service.SuccessRate;
import io.faultstream.judge.service.TrafficReturns;
import io.faultstream.judge.store.EndsInOrder;
import io.faultstream.judge.store.InstancesTrue;
import io.faultstream.judge.store.MembersAgree;
import io.faultstream.judge.store.NoWriteLost;
import io.faultstream.judge.store.OneLeader;
import io.faultstream.judge.store.ReadsCurrent;
import io.faultstream.judge.store.ReconnectsWithin;
import io.faultstream.judge.store.RevisionsRise;
import io.faultstream.judge.store.ServesOn;
import io.faultstream.judge.store.WatchComplete;
import io.faultstream.judge.streams.MigrationPause;
import io.faultstream.judge.streams.MigrationsCounted;
import io.faultstream.judge.streams.NoMigrations;
import io.faultstream.judge.streams.NoStreamLost;
import io.faultstream.judge.streams.NoStreamPaused;
import io.faultstream.judge.streams.TextExact;
import io.faultstream.judge.streams.VictimDrained;
import io.faultstream.judge.streams.VictimFailed;
import io.faultstream.judge.streams.VictimWaited;
import io.faultstream.judge.validity.EnoughSamples;
import io.faultstream.judge.validity.FaultHappened;
import io.faultstream.judge.validity.GeneratorHealthy;
import io.faultstream.judge.validity.GeneratorOnSchedule;
import io.faultstream.judge.validity.HistoryComplete;
import io.faultstream.judge.validity.NoMishap;
import io.faultstream.judge.validity.StandardHealthy;
import io.faultstream.judge.validity.TargetAlive;
import io.faultstream.judge.validity.TargetWatched;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Claims as a simulation writes them: {@code .claim(noStreamLost(), migrationPauseWithin(…))}, and
 * which claims belong to which expectation. Limits that are not given here have the defaults of
 * {@link Catalogue#defaults}.
 */
public final class Claims {
  private static final List<String> ABOUT_STORE =
      List.of(
          NoWriteLost.ID,
          ReadsCurrent.ID,
          RevisionsRise.ID,
          WatchComplete.ID,
          OneLeader.ID,
          MembersAgree.ID,
          InstancesTrue.ID);

  /** They are about a service, or a frontend, that is still there after the fault. */
  private static final List<String> ABOUT_LATER =
      List.of(
          CountersAgree.ID,
          SuccessRate.id(Phase.OVERFLOW),
          SuccessRate.id(Phase.RECOVERY),
          RecoversWithin.ID,
          TrafficReturns.ID,
          HealthTruthful.ID,
          NoRegression.ID);

  private Claims() {}

  /** No stream in flight at a fault was lost. */
  public static ClaimSpec noStreamLost() {
    return asked(NoStreamLost.ID);
  }

  /** Every completed text is exact. */
  public static ClaimSpec textExact() {
    return asked(TextExact.ID);
  }

  /** The frontend's counter of moved streams rose by the streams on the victim. */
  public static ClaimSpec migrationsCounted() {
    return asked(MigrationsCounted.ID);
  }

  /** No stream on the victim paused for longer than this while it was moved. */
  public static ClaimSpec migrationPauseWithin(Duration limit) {
    return with(asked(MigrationPause.ID), MigrationPause.MAX_MILLIS, (double) limit.toMillis());
  }

  /** The phase's success rate is at least this, 0 to 1. */
  public static ClaimSpec successRate(Phase phase, double least) {
    return with(asked(SuccessRate.id(phase)), SuccessRate.MIN, least);
  }

  /** The service is as before within this time after the fault's effect. */
  public static ClaimSpec recoversWithin(Duration limit) {
    return with(asked(RecoversWithin.ID), RecoversWithin.SECONDS, limit.toNanos() / 1e9);
  }

  /** The run is no worse than the accepted runs; only judged where it can be compared. */
  public static ClaimSpec noRegression() {
    return asked(NoRegression.ID);
  }

  /**
   * The claims that follow from an expectation, with their default limits.
   *
   * @param expectation what shall happen to the streams on a victim
   * @param anyFault whether there is a fault; without one no claim is about faults
   * @param target claims about the target's own processes and metrics are left out for {@link
   *     TargetKind#URL}, which may have none; what it counted is compared only where nobody else
   *     sends
   */
  public static List<ClaimSpec> following(
      Expectation expectation, boolean anyFault, TargetKind target) {
    List<String> ids = new ArrayList<>(List.of(HistoryComplete.ID, NoMishap.ID));
    if (target != TargetKind.URL) {
      ids.addAll(List.of(TargetAlive.ID, TargetWatched.ID));
    }
    if (target == TargetKind.EMBEDDED || target == TargetKind.LOCAL) {
      ids.add(CountersAgree.ID);
    }
    ids.addAll(List.of(StandardHealthy.ID, EnoughSamples.ID));
    ids.addAll(List.of(GeneratorOnSchedule.ID, GeneratorHealthy.ID, TextExact.ID));
    ids.add(SuccessRate.id(Phase.STANDARD));
    boolean victimsFail = anyFault && expectation == Expectation.FAIL;
    ids.add(victimsFail ? SuccessElsewhere.ID : SuccessRate.id(Phase.OVERFLOW));
    ids.add(SuccessRate.id(Phase.RECOVERY));
    if (anyFault) {
      ids.add(FaultHappened.ID);
      ids.addAll(aboutVictims(expectation));
      ids.addAll(List.of(RecoversWithin.ID, TrafficReturns.ID, HealthTruthful.ID));
    }
    ids.add(NoRegression.ID);
    if (anyFault && expectation == Expectation.END) {
      ids.removeAll(ABOUT_LATER);
    }
    return inOrder(ids);
  }

  /**
   * The claims of a run whose clients leave a part of their requests, with their default limits.
   *
   * @param target as with {@link #following}
   */
  public static List<ClaimSpec> ofCancellations(TargetKind target) {
    List<String> ids = new ArrayList<>();
    following(Expectation.MIGRATE, false, target).forEach(claim -> ids.add(claim.id()));
    ids.addAll(List.of(CancellationsMade.ID, NextServed.ID));
    ids.addAll(List.of(OthersUnharmed.id(Phase.OVERFLOW), OthersUnharmed.id(Phase.RECOVERY)));
    if (target == TargetKind.EMBEDDED || target == TargetKind.LOCAL) {
      ids.addAll(List.of(CancellationsCounted.ID, CancellationNoticed.ID));
      ids.addAll(List.of(WorkStops.ID, SlotsFree.ID, NoOrphans.ID));
    }
    return inOrder(ids);
  }

  /**
   * The claims of a run whose store is broken, with their default limits; those about the store
   * itself where the run has one of its own.
   *
   * @param faults of the store, and of a worker that is told to stop after them
   * @param expectation that nobody notices, or that all end in order
   * @param target as with {@link #following}
   */
  public static List<ClaimSpec> ofStore(
      List<FaultSpec> faults, Expectation expectation, TargetKind target) {
    List<String> ids = new ArrayList<>();
    following(expectation, !faults.isEmpty(), target).forEach(claim -> ids.add(claim.id()));
    boolean lost = faults.stream().anyMatch(fault -> fault.kind().losesQuorum());
    if (lost && expectation == Expectation.UNTOUCHED) {
      ids.add(ServesOn.ID);
    }
    // They are about a worker that was hit, each of them at each fault.
    ids.removeAll(List.of(TrafficReturns.ID, HealthTruthful.ID));
    if (faults.stream().anyMatch(fault -> !fault.kind().ofStore())) {
      ids.add(VictimDrained.ID);
    }
    if (target == TargetKind.EMBEDDED || target == TargetKind.LOCAL) {
      ids.addAll(ABOUT_STORE);
      // Nobody comes back to a store that is lost until the run is over, and nobody is found there.
      if (expectation != Expectation.END && faults.stream().noneMatch(FaultSpec::forGood)) {
        ids.addAll(List.of(ReconnectsWithin.ID, InstancesServe.ID));
      }
    }
    return inOrder(ids);
  }

  /** The claims about the coordination store itself, with their default limits. */
  public static List<ClaimSpec> aboutStore() {
    return inOrder(ABOUT_STORE);
  }

  /** These claims as they are shown, with their default limits. */
  private static List<ClaimSpec> inOrder(List<String> ids) {
    return Catalogue.all().stream()
        .filter(claim -> ids.contains(claim.id()))
        .map(Claim::asked)
        .toList();
  }

  private static List<String> aboutVictims(Expectation expectation) {
    return switch (expectation) {
      case MIGRATE -> List.of(NoStreamLost.ID, MigrationsCounted.ID, MigrationPause.ID);
      case DRAIN -> List.of(NoStreamLost.ID, VictimDrained.ID, NoMigrations.ID);
      case WAIT -> List.of(NoStreamLost.ID, VictimWaited.ID, NoMigrations.ID);
      case UNTOUCHED -> List.of(NoStreamLost.ID, NoMigrations.ID, NoStreamPaused.ID);
      case FAIL -> List.of(VictimFailed.ID);
      case END -> List.of(NoStreamLost.ID, NoMigrations.ID, EndsInOrder.ID);
    };
  }

  /** These claims without those whose evidence are gaps between tokens: unary replies have none. */
  public static List<ClaimSpec> withoutGaps(List<ClaimSpec> claims) {
    List<String> aboutGaps = List.of(MigrationPause.ID, VictimWaited.ID, NoStreamPaused.ID);
    return claims.stream().filter(claim -> !aboutGaps.contains(claim.id())).toList();
  }

  /**
   * The same claims with other limits where given.
   *
   * @param limits by claim id and limit name; ids that are not among the claims are passed over
   */
  public static List<ClaimSpec> withLimits(
      List<ClaimSpec> claims, Map<String, Map<String, Double>> limits) {
    return claims.stream()
        .map(
            claim -> {
              Map<String, Double> merged = new HashMap<>(claim.limits());
              merged.putAll(limits.getOrDefault(claim.id(), Map.of()));
              return new ClaimSpec(claim.id(), merged);
            })
        .toList();
  }

  private static ClaimSpec asked(String id) {
    return Catalogue.find(id).orElseThrow().asked();
  }

  private static ClaimSpec with(ClaimSpec claim, String limit, double value) {
    Map<String, Double> limits = new HashMap<>(claim.limits());
    limits.put(limit, value);
    return new ClaimSpec(claim.id(), limits);
  }
}
