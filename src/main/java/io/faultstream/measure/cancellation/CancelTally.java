package io.faultstream.measure.cancellation;

import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.measure.cancellation.Cancellations.KindCount;
import io.faultstream.measure.cancellation.Cancellations.MomentCount;
import io.faultstream.measure.cancellation.Cancellations.Others;
import io.faultstream.measure.cancellation.Closed.Race;
import io.faultstream.measure.counters.ClientTally;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import io.faultstream.spec.Split.PrefillCancel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that their client left. All observations are handed over, then {@link #found}
 * is asked once. One thread.
 */
public final class CancelTally {
  private final ExperimentSpec spec;
  private final CancelSpec plan;
  private final LoadSpec load;
  private final Evidence evidence;
  private final EngineReadings readings;
  private final List<Closed> closed = new ArrayList<>();
  private final Map<Kind, Long> perhaps = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> answered = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> shortest = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> longest = new EnumMap<>(Kind.class);
  private final Map<String, MomentCount> moments = new LinkedHashMap<>();
  private final Map<Phase, OthersTally> others = new EnumMap<>(Phase.class);
  private final Followers followers = new Followers();
  private final OpenRequests open = new OpenRequests();
  private long elsewhere;
  private long arrived;
  private long lastEnd = Long.MIN_VALUE;

  /**
   * What was recorded beside the observations.
   *
   * @param metrics samples of the whole run, from all sources, in their order
   * @param traces what the target's logs say of the requests that were left
   * @param cancellationsCounted whether the frontend's version counts cancelled requests
   */
  public record Evidence(
      List<MetricSample> metrics, List<TraceEvent> traces, boolean cancellationsCounted) {
    public Evidence {
      metrics = List.copyOf(metrics);
      traces = List.copyOf(traces);
    }
  }

  /** Ready to count; {@code plan} is the spec's own. */
  public CancelTally(ExperimentSpec spec, CancelSpec plan, Evidence evidence) {
    this.spec = spec;
    this.plan = plan;
    this.load = spec.load();
    this.evidence = evidence;
    this.readings = EngineReadings.of(evidence.metrics());
    plan.moments().forEach(m -> moments.put(m.label(), new MomentCount(m.label(), 0, 0)));
  }

  /** Looks at one request. */
  public void add(Observation seen) {
    if (!seen.wasSent()) {
      return;
    }
    Kind kind = load.kindOf(seen.id());
    boolean left = seen.outcome() == Outcome.CANCELLED;
    open.add(seen.times().sent(), seen.times().end());
    planned(seen, left);
    if (Closed.is(seen)) {
      closed.add(Closed.of(seen, load));
    } else if (ClientTally.perhapsClosed(seen)) {
      perhaps.merge(kind, 1L, Long::sum);
    } else {
      answered.merge(kind, 1L, Long::sum);
    }
    boolean timed = load.timesFirstToken(seen.id());
    if (!left) {
      others
          .computeIfAbsent(seen.phase(), any -> new OthersTally())
          .add(seen, kind.stream(), timed);
    }
    if (timed) {
      followers.add(seen, left);
    }
    arrived(seen, kind, left);
  }

  private void planned(Observation seen, boolean left) {
    if (seen.phase() != plan.phase()) {
      elsewhere += left ? 1 : 0;
      return;
    }
    Optional<Moment> asked =
        plan.planned(spec.seed(), seen.id(), load).map(CancelSpec.Planned::asked);
    asked.ifPresent(
        moment ->
            moments.merge(
                moment.label(),
                new MomentCount(moment.label(), 1, left ? 1 : 0),
                (a, b) ->
                    new MomentCount(a.moment(), a.planned() + b.planned(), a.made() + b.made())));
  }

  private void arrived(Observation seen, Kind kind, boolean left) {
    if (seen.outcome() == Outcome.COMPLETED && !kind.stream()) {
      shortest.merge(kind, seen.times().end() - seen.times().sent(), Math::min);
      longest.merge(kind, seen.times().end() - seen.times().sent(), Math::max);
    }
    boolean uncounted = seen.outcome() == Outcome.COMPLETED && !seen.tokens().byUsage();
    boolean whole = uncounted && !kind.stream();
    arrived += left ? 0 : whole ? load.outputTokens() : seen.tokens().count();
    lastEnd = Math.max(lastEnd, seen.times().end());
  }

  private long shortest(Kind kind) {
    return shortest.getOrDefault(kind, Long.MAX_VALUE);
  }

  private Race race(Closed one) {
    return one.race(load.outputTokens(), shortest(one.kind()));
  }

  /** All that was found. */
  public Cancellations found() {
    long made = closed.stream().filter(Closed::cancelled).count();
    Map<Phase, Others> byPhase = new EnumMap<>(Phase.class);
    others.forEach((phase, tally) -> byPhase.put(phase, tally.others()));
    long[] closes =
        closed.stream().filter(Closed::cancelled).mapToLong(Closed::endNanos).sorted().toArray();
    Traces traces = Traces.of(evidence.traces(), closed, this::race, prefillCompletes());
    return new Cancellations(
        moments.values().stream().mapToLong(MomentCount::planned).sum(),
        made,
        elsewhere,
        plan.burst() > 0 ? List.of() : List.copyOf(moments.values()),
        load.kinds().stream().distinct().sorted().map(this::count).toList(),
        readings.byWorkers(lastEnd),
        traces.reach(),
        traces.stop(
            readings.tokens(lastEnd), wanted(longest, 0), wanted(shortest, load.outputTokens())),
        new Cancellations.Slots(
            readings.slots(closes.length == 0 ? lastEnd : closes[0], lastEnd), leak(closes)),
        followers.after(closes),
        byPhase);
  }

  private boolean prefillCompletes() {
    return spec.target()
        .split()
        .filter(split -> split.prefillCancel() == PrefillCancel.COMPLETE)
        .isPresent();
  }

  private KindCount count(Kind kind) {
    List<Closed> mine = closed.stream().filter(one -> one.kind() == kind).toList();
    Map<Race, Long> races = new EnumMap<>(Race.class);
    mine.forEach(one -> races.merge(race(one), 1L, Long::sum));
    return new KindCount(
        kind,
        mine.size(),
        races.getOrDefault(Race.CLEAR, 0L),
        races.getOrDefault(Race.EARLY, 0L),
        races.getOrDefault(Race.LATE, 0L),
        perhaps.getOrDefault(kind, 0L),
        answered.getOrDefault(kind, 0L),
        readings.begun(kind),
        readings.byFrontend(kind, evidence.cancellationsCounted()));
  }

  /** By the pace of these replies in one piece; those that arrived are wanted in any case. */
  private long wanted(Map<Kind, Long> wholes, double unknown) {
    double sum = arrived;
    for (Closed one : closed) {
      Long whole = wholes.get(one.kind());
      if (one.cancelled()) {
        sum +=
            one.kind().stream() || whole != null
                ? one.wanted(load.outputTokens(), whole == null ? 0 : whole)
                : unknown;
      }
    }
    return Math.round(sum);
  }

  private @Nullable LeakSlope leak(long[] closes) {
    List<LeakSlope.Reading> all = new ArrayList<>();
    long begin = spec.startNanos(plan.phase());
    for (EngineReadings.Held held : readings.held()) {
      if (held.atNanos() >= begin) {
        double left = OpenRequests.upTo(closes, held.atNanos());
        all.add(new LeakSlope.Reading(left, held.requests() - open.at(held.atNanos())));
      }
    }
    return LeakSlope.of(all).orElse(null);
  }
}
