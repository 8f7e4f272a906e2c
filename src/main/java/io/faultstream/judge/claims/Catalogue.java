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
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All claims there are, by id. A new claim is added here and nowhere else. */
public final class Catalogue {
  private static final List<Claim> ALL =
      List.of(
          new NoMishap(),
          new HistoryComplete(),
          new FaultHappened(),
          new TargetAlive(),
          new TargetWatched(),
          new StandardHealthy(),
          new EnoughSamples(),
          new GeneratorOnSchedule(),
          new GeneratorHealthy(),
          new NoStreamLost(),
          new TextExact(),
          new MigrationsCounted(),
          new MigrationPause(),
          new NoMigrations(),
          new NoStreamPaused(),
          new VictimDrained(),
          new VictimWaited(),
          new VictimFailed(),
          new SuccessRate(Phase.STANDARD),
          new SuccessRate(Phase.OVERFLOW),
          new SuccessRate(Phase.RECOVERY),
          new SuccessElsewhere(),
          new RecoversWithin(),
          new TrafficReturns(),
          new HealthTruthful(),
          new CountersAgree(),
          new CancellationsMade(),
          new CancellationsCounted(),
          new CancellationNoticed(),
          new WorkStops(),
          new SlotsFree(),
          new NextServed(),
          new OthersUnharmed(Phase.OVERFLOW),
          new OthersUnharmed(Phase.RECOVERY),
          new NoOrphans(),
          new ServesOn(),
          new EndsInOrder(),
          new NoWriteLost(),
          new ReadsCurrent(),
          new RevisionsRise(),
          new WatchComplete(),
          new OneLeader(),
          new MembersAgree(),
          new InstancesTrue(),
          new InstancesServe(),
          new ReconnectsWithin(),
          new NoRegression());

  private Catalogue() {}

  /** All of them, in the order in which they are shown. */
  public static List<Claim> all() {
    return ALL;
  }

  /** The claim of this id. */
  public static Optional<Claim> find(String id) {
    return ALL.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  /** Default limits by claim id and limit name: the settings {@code claim.<id>.<limit>}. */
  public static Map<String, Map<String, Double>> defaults() {
    Map<String, Map<String, Double>> limits = new TreeMap<>();
    ALL.forEach(claim -> limits.put(claim.id(), new TreeMap<>(claim.defaults())));
    return limits;
  }
}
