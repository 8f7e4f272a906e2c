package io.faultstream.measure;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.Cohort.Kind;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.streams.OpenStreams.Placed;
import io.faultstream.measure.streams.StreamAtFault.Place;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Sorts the requests by where one fault's window found them. A request that ended at the very
 * moment of the injection had finished before it; one that was sent at that moment was in flight;
 * one sent at the moment of the undo's proof started after. Warm-up requests count only while in
 * flight at the fault. One thread.
 */
final class Cohorts {
  private final long injectNanos;
  private final long undoneNanos;
  private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);

  private Cohorts(long injectNanos, long undoneNanos) {
    this.injectNanos = injectNanos;
    this.undoneNanos = undoneNanos;
    for (Kind kind : Kind.values()) {
      tallies.put(kind, new Tally());
    }
  }

  /** The cohorts of a window; empty when the fault was never injected. */
  static Optional<Cohorts> of(FaultWindow window) {
    Long inject = window.injectNanos();
    Long undone = window.undoneNanos();
    Long end = undone == null ? window.undoNanos() : undone;
    return inject == null
        ? Optional.empty()
        : Optional.of(new Cohorts(inject, end == null ? Long.MAX_VALUE : end));
  }

  /** Adds a request that was not in flight at the fault; the others come with {@link #open}. */
  void add(Observation seen) {
    if (!seen.wasSent() || seen.inFlightAt(injectNanos)) {
      return;
    }
    if (seen.times().sent() > injectNanos) {
      boolean during = seen.times().sent() < undoneNanos;
      tally(during ? Kind.STARTED_DURING : Kind.STARTED_AFTER).add(seen);
    } else if (seen.phase().judged()) {
      tally(Kind.FINISHED_BEFORE).add(seen);
    }
  }

  /** Adds the requests that were in flight at the fault. */
  void open(List<Placed> placed) {
    for (Placed one : placed) {
      boolean victim = one.stream().place() == Place.ON_VICTIM;
      tally(victim ? Kind.IN_FLIGHT_ON_VICTIM : Kind.IN_FLIGHT_ELSEWHERE).add(one.seen());
    }
  }

  private Tally tally(Kind kind) {
    return java.util.Objects.requireNonNull(tallies.get(kind));
  }

  /** The cohorts in their order, also the empty ones. */
  List<Cohort> cohorts() {
    return tallies.entrySet().stream().map(e -> e.getValue().cohort(e.getKey())).toList();
  }

  /** Counts one cohort. */
  private static final class Tally {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Histogram ttft = new Histogram(PhaseTally.DIGITS);
    private final Histogram maxGap = new Histogram(PhaseTally.DIGITS);
    private long requests;

    void add(Observation seen) {
      requests++;
      outcomes.merge(seen.outcome(), 1L, Long::sum);
      if (seen.hasToken()) {
        ttft.recordValue(Math.max(0, seen.ttftNanos()) / 1000);
      }
      if (!seen.longestGaps().isEmpty()) {
        maxGap.recordValue(Math.max(0, seen.longestGaps().get(0).nanos()) / 1000);
      }
    }

    Cohort cohort(Kind kind) {
      return new Cohort(
          kind, requests, new EnumMap<>(outcomes), Distribution.of(ttft), Distribution.of(maxGap));
    }
  }
}
