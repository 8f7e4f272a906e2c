package io.faultstream.measure;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.measure.cancellation.CancelTally;
import io.faultstream.measure.counters.Counting;
import io.faultstream.measure.points.Points;
import io.faultstream.measure.queue.QueueGrowth.Second;
import io.faultstream.measure.queue.Queues;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.measure.store.Gap;
import io.faultstream.measure.store.Gaps;
import io.faultstream.measure.streams.OpenStreams;
import io.faultstream.measure.streams.PromptTokens;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.measure.streams.TextTally;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The one pass over the observations: hands each to all that count, then puts it together. */
final class Pass {
  private final ExperimentSpec spec;
  private final List<FaultWindow> windows;
  private final Map<Phase, PhaseTally> phases = new EnumMap<>(Phase.class);
  private final Map<String, OpenStreams> open = new LinkedHashMap<>();
  private final Map<String, Cohorts> cohorts = new LinkedHashMap<>();
  private final Points points = new Points();
  private final Seconds seconds = new Seconds();
  private final TextTally texts;
  private final PromptTokens prompts;
  private final Counting counting;
  private final Optional<CancelTally> cancels;

  Pass(
      ExperimentSpec spec,
      List<FaultWindow> windows,
      Counting counting,
      Optional<CancelTally> cancels) {
    this.cancels = cancels;
    this.spec = spec;
    this.windows = windows;
    this.counting = counting;
    this.texts = new TextTally(spec.load());
    this.prompts = new PromptTokens(FaultWindows.firstInjection(windows));
    for (PhaseSpec phase : spec.phases()) {
      phases.put(phase.phase(), new PhaseTally(spec, phase));
    }
    for (FaultWindow window : windows) {
      FaultWindows.moments(window).ifPresent(m -> open.put(window.id(), new OpenStreams(m)));
      Cohorts.of(window).ifPresent(c -> cohorts.put(window.id(), c));
    }
  }

  void add(Observation seen) {
    PhaseTally phase = phases.get(seen.phase());
    if (phase != null) {
      phase.add(seen);
    }
    points.add(seen, spec.load().timesFirstToken(seen.id()));
    seconds.add(seen);
    texts.add(seen);
    prompts.add(seen);
    open.values().forEach(streams -> streams.add(seen));
    cohorts.values().forEach(c -> c.add(seen));
    counting.add(seen);
    cancels.ifPresent(tally -> tally.add(seen));
  }

  Summary summary(Map<Phase, Histogram> gaps, boolean complete) {
    int length = (int) Math.ceil(spec.lengthNanos() / 1e9);
    List<SecondPoint> perSecond = seconds.points(points, length);
    Queues queues = new Queues(spec, second -> told(perSecond, second));
    Map<Phase, PhaseSummary> figures = new EnumMap<>(Phase.class);
    phases.forEach(
        (phase, tally) ->
            figures.put(
                phase,
                tally.summary(gaps.getOrDefault(phase, new Histogram(PhaseTally.DIGITS)), queues)));
    Map<String, List<Cohort>> byFault = new LinkedHashMap<>();
    cohorts.forEach(
        (fault, c) -> {
          OpenStreams streams = open.get(fault);
          if (streams != null) {
            c.open(streams.placed(prompts));
          }
          byFault.put(fault, c.cohorts());
        });
    return new Summary(
        Summary.SCHEMA,
        spec.simulation(),
        complete,
        figures,
        windows,
        byFault,
        windows.stream().flatMap(w -> Recoveries.of(w, spec, points).stream()).toList(),
        perSecond,
        counting.side(atFaults(), perSecond.size()),
        cancels.map(CancelTally::found).orElse(null),
        List.of(),
        List.of());
  }

  /** The longest gaps, with the faults that were in force then. */
  List<Gap> gaps(StoreRecord store) {
    return Gaps.of(store, points, FaultWindows.inForce(windows));
  }

  Map<Phase, Map<String, String>> histograms(Map<Phase, Histogram> gaps) {
    Map<Phase, Map<String, String>> all = new EnumMap<>(Phase.class);
    phases.forEach(
        (phase, tally) ->
            all.put(
                phase,
                tally.histograms(gaps.getOrDefault(phase, new Histogram(PhaseTally.DIGITS)))));
    return all;
  }

  /** A run of more than a day has no points for its last hours. */
  private static Second told(List<SecondPoint> seconds, int second) {
    if (second >= seconds.size()) {
      return new Second(0, null);
    }
    SecondPoint point = seconds.get(second);
    return new Second(point.inFlight(), point.ttftMedianMicros());
  }

  private List<StreamsAtFault> atFaults() {
    return open.values().stream().map(o -> o.found(prompts)).toList();
  }

  Details details(Summary summary, List<String> problems, Optional<List<String>> mishaps) {
    return new Details(
        atFaults(),
        texts.findings(),
        elsewhere(summary.phases()),
        counting.client(),
        problems,
        mishaps);
  }

  private Map<Phase, Details.Elsewhere> elsewhere(Map<Phase, PhaseSummary> figures) {
    Map<Long, OpenStreams.Placed> met = new HashMap<>();
    for (OpenStreams streams : open.values()) {
      for (OpenStreams.Placed placed : streams.placed(prompts)) {
        met.merge(placed.seen().id(), placed, Pass::onVictimFirst);
      }
    }
    Map<Phase, Details.Elsewhere> elsewhere = new EnumMap<>(Phase.class);
    figures.forEach(
        (phase, figure) ->
            elsewhere.put(
                phase,
                without(
                    figure.success(),
                    met.values().stream().filter(p -> p.seen().phase() == phase).toList())));
    return elsewhere;
  }

  private static OpenStreams.Placed onVictimFirst(OpenStreams.Placed a, OpenStreams.Placed b) {
    return a.stream().place() == Place.ON_VICTIM ? a : b;
  }

  private static Details.Elsewhere without(Ratio all, List<OpenStreams.Placed> met) {
    long part = all.part();
    long whole = all.whole();
    long unknown = 0;
    long unknownFailed = 0;
    for (OpenStreams.Placed placed : met) {
      boolean failed = placed.seen().outcome().countsAgainst();
      boolean completed = placed.seen().outcome() == Outcome.COMPLETED;
      if (placed.stream().place() != Place.ELSEWHERE) {
        part -= completed ? 1 : 0;
        whole -= failed || completed ? 1 : 0;
      }
      if (placed.stream().place() == Place.UNKNOWN) {
        unknown++;
        unknownFailed += failed ? 1 : 0;
      }
    }
    return new Details.Elsewhere(Ratio.of(part, whole), unknown, unknownFailed);
  }
}
