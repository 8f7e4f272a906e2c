package io.faultstream.report;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.Outcome;
import io.faultstream.measure.Cohort;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.Recovery;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One fault: what was asked, what was seen, who met it and how the service came back.
 *
 * @param letter its letter on the time lines
 * @param title kind, victim and phase
 * @param proven whether its effect, by the target too, and its undo were seen
 * @param facts name and value, in a line each
 * @param steps what was seen at each step, in order
 * @param evidence the sentences of the window; shown where there are no steps
 * @param cohorts requests by where the fault met them
 * @param both client beside target from this fault on, empty: nothing was counted
 * @param recovery how the service came back, empty: not measured
 */
record FaultSection(
    String letter,
    String title,
    boolean proven,
    List<Fact> facts,
    List<Step> steps,
    List<String> evidence,
    List<Met> cohorts,
    List<CounterTables.Table> both,
    List<Fact> recovery) {

  /** A name and its value. */
  record Fact(String name, String value) {}

  /** A step of the fault. */
  record Step(String at, String name, boolean ok, String evidence) {}

  /** A cohort; times in milliseconds. */
  record Met(String name, String requests, String outcomes, List<String> ttft, List<String> gap) {}

  /** All faults of a run in the order of the schedule. */
  static List<FaultSection> of(ReportInput input) {
    List<FaultSection> sections = new ArrayList<>();
    for (FaultWindow window : input.summary().windows()) {
      sections.add(section(input, window, Curves.letter(sections.size())));
    }
    return sections;
  }

  private static FaultSection section(ReportInput input, FaultWindow window, String letter) {
    String id = window.id();
    String victim = window.victim().isEmpty() ? "no victim" : window.victim();
    return new FaultSection(
        letter,
        Figures.capital(window.kind().label()) + ", " + victim + ", in " + window.phase().label(),
        window.effectProven() && window.noticed() && window.undoProven(),
        facts(input, window),
        input.events().stream().filter(e -> e.fault().equals(id)).map(FaultSection::step).toList(),
        window.evidence(),
        input.summary().cohorts().getOrDefault(id, List.of()).stream()
            .map(FaultSection::met)
            .toList(),
        CounterTables.at(input.summary().target(), id),
        input.summary().recoveries().stream()
            .filter(r -> r.fault().equals(id))
            .flatMap(r -> recovery(r).stream())
            .toList());
  }

  private static List<Fact> facts(ReportInput input, FaultWindow w) {
    List<Fact> facts = new ArrayList<>();
    input.spec().faults().stream()
        .filter(f -> f.id().equals(w.id()))
        .forEach(f -> facts.add(new Fact("Asked", asked(input.spec(), f))));
    facts.add(new Fact("Injected", Figures.seconds(w.injectNanos()) + after(w.injectNanos())));
    facts.add(new Fact("Effect seen", seen(w.effectNanos(), w.effectProven())));
    facts.add(new Fact("Target noticed", seen(w.noticedNanos(), w.noticed())));
    facts.add(new Fact("Undo began", Figures.seconds(w.undoNanos()) + after(w.undoNanos())));
    facts.add(new Fact("Undone seen", seen(w.undoneNanos(), w.undoProven())));
    facts.add(new Fact("In force", lasted(w.effectNanos(), w.undoneNanos())));
    facts.add(
        new Fact(
            "Target healthy",
            (w.healthyBefore() ? "before: yes" : "before: NO")
                + (w.healthyAfter() ? "; after: yes" : "; after: NOT within its budget")));
    w.load().flatMap(l -> onVictim(w.kind(), l)).ifPresent(facts::add);
    return facts;
  }

  /** What was asked of a fault of this experiment, in words. */
  static String asked(ExperimentSpec spec, FaultSpec fault) {
    String when =
        spec.waitsFor(fault)
            .map(
                before ->
                    "in "
                        + fault.phase().label()
                        + ", when "
                        + before.id()
                        + " is undone and the target is healthy again")
            .orElse(Figures.length(fault.trigger().after()) + " into " + fault.phase().label());
    if (fault.trigger().whenInFlight().isPresent()) {
      when += ", once " + fault.trigger().whenInFlight().getAsInt() + " streams are in flight";
    }
    return control(fault)
        + strength(fault)
        + when
        + "; held "
        + (fault.forGood() ? "until the run is over" : Figures.length(fault.hold()))
        + "; victim: "
        + fault.victimWords()
        + "; healthy again within "
        + Figures.length(fault.healthyWithin());
  }

  /** How badly it is hit; nothing for a fault that is all or nothing. */
  private static String strength(FaultSpec fault) {
    return fault
        .strength()
        .map(
            how ->
                switch (fault.kind()) {
                  case ETCD_SLOW_LINKS -> how.delay().toMillis() + " ms each way; ";
                  case ETCD_SLOW_DISK -> how.delay().toMillis() + " ms for each sync more; ";
                  case ETCD_LOSSY_LINKS -> Figures.plain(how.lossPercent()) + " % lost; ";
                  default -> "";
                })
        .orElse("");
  }

  private static String control(FaultSpec fault) {
    return switch (fault.control()) {
      case NONE -> "";
      case DECOY -> "CONTROL, decoy: it hits a process of ours that serves nobody; ";
      case SHAM -> "CONTROL, sham: it is played and breaks nothing; ";
    };
  }

  private static String after(@Nullable Long nanos) {
    return nanos == null ? " (not reached)" : "";
  }

  private static String seen(@Nullable Long nanos, boolean proven) {
    return proven ? Figures.seconds(nanos) : "NOT PROVEN (" + Figures.seconds(nanos) + ")";
  }

  private static String lasted(@Nullable Long from, @Nullable Long to) {
    return from == null || to == null ? "unknown" : Figures.seconds(to - from);
  }

  /** What it was doing; a store and its links serve no requests, so nothing is said of theirs. */
  private static Optional<Fact> onVictim(FaultKind kind, FaultEvent.VictimLoad load) {
    Optional<String> migrations =
        load.migrationsBefore().stream()
            .mapToObj(before -> "migrations counted before: " + before)
            .findFirst();
    if (kind.ofStore()) {
      return migrations.map(words -> new Fact("At the target", words));
    }
    String gauge =
        load.gauge().isPresent()
            ? load.gauge().getAsInt() + " streams by its own metric"
            : "its own metric is unknown";
    String log =
        load.requestsKnown()
            ? load.openRequests().size() + " open requests in its log"
            : "its log could not be read";
    String counter = migrations.map(words -> "; " + words).orElse("");
    return Optional.of(new Fact("On the victim", gauge + "; " + log + counter));
  }

  private static Step step(FaultEvent event) {
    return new Step(Figures.seconds(event.atNanos()), name(event), event.ok(), event.evidence());
  }

  /** The step in words. */
  static String name(FaultEvent event) {
    return switch (event.step()) {
      case HEALTHY_BEFORE -> "healthy before";
      case ARMED -> "undo written down";
      case INJECTING -> "injecting";
      case EFFECT -> "effect";
      case NOTICED -> "noticed by the target";
      case UNDOING -> "undoing";
      case UNDONE -> "undone";
      case HEALTHY_AFTER -> "healthy after";
    };
  }

  private static Met met(Cohort cohort) {
    return new Met(
        switch (cohort.kind()) {
          case FINISHED_BEFORE -> "finished before the fault";
          case IN_FLIGHT_ON_VICTIM -> "in flight, on the victim";
          case IN_FLIGHT_ELSEWHERE -> "in flight, elsewhere or unknown";
          case STARTED_DURING -> "started while it held";
          case STARTED_AFTER -> "started after it";
        },
        Figures.count(cohort.requests()),
        outcomes(cohort.outcomes()),
        PhaseTables.cells(cohort.ttftMicros()),
        PhaseTables.cells(cohort.maxGapMicros()));
  }

  /** Counts in words, the most frequent first. */
  static String outcomes(Map<Outcome, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.<Outcome, Long>comparingByValue().reversed())
        .map(e -> Figures.count(e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private static List<Fact> recovery(Recovery r) {
    return List.of(
        new Fact("By its own phase's band", back(r.recoveredNanos(), r)),
        new Fact("By the standard's band", back(r.afterStandardNanos(), r)),
        new Fact(
            "Own phase's band",
            "for "
                + r.windowSeconds()
                + " s together, each second's median TTFT is at most "
                + Figures.millis(r.bandTtftMicros())
                + " ms, and at least "
                + Figures.share(r.bandCompletion())
                + " of its requests complete"),
        new Fact(
            "Dip until then",
            "depth "
                + Figures.share(r.dipDepth())
                + " of a second's completions; area "
                + Figures.rate(r.lostCompletions())
                + " completions lost and "
                + Figures.rate(r.excessLatencySeconds())
                + " s added to the times to first token of all requests"));
  }

  private static String back(@Nullable Long nanos, Recovery r) {
    return nanos == null
        ? "not within " + Figures.seconds(r.observedNanos()) + " after the effect"
        : "back " + Figures.seconds(nanos) + " after the effect";
  }
}
