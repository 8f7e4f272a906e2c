package io.faultstream.measure.counters;

import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.history.VersionProfile;
import io.faultstream.measure.counters.TargetSide.MetricsRead;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.LoadSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what the client saw beside what the target counted: over the whole run, and from each fault
 * to the next. Where the stretches lie follows from the readings, so these come first; then each
 * observation is handed over once. One thread.
 */
public final class Counting {
  private final FrontendReadings frontend;
  private final Map<String, List<MetricSample>> workers = new TreeMap<>();
  private final MetricsRead readable;
  private final boolean stream;
  private final Map<Stretch, ClientTally> tallies = new LinkedHashMap<>();
  private final ClientTally all;
  private long firstSent = Long.MAX_VALUE;
  private long lastEnd = Long.MIN_VALUE;

  private Counting(List<MetricSample> samples, FrontendReadings frontend, LoadSpec load) {
    this.frontend = frontend;
    this.stream = load.kinds().stream().allMatch(LoadSpec.Kind::stream);
    boolean asked = false;
    boolean read = false;
    for (MetricSample sample : samples) {
      if (sample.ofTarget()) {
        asked = true;
        read = read || sample.ok();
        if (!sample.source().equals(FrontendReadings.FRONTEND)) {
          workers.computeIfAbsent(sample.source(), name -> new ArrayList<>()).add(sample);
        }
      }
    }
    this.readable =
        read ? MetricsRead.READ : asked ? MetricsRead.NEVER_ANSWERED : MetricsRead.NO_METRICS;
    Stretch whole = frontend.whole();
    this.all = new ClientTally(whole, load);
    tallies.put(whole, all);
  }

  /**
   * Ready to count.
   *
   * @param samples of the whole run, from all sources, in their order
   * @param profile what the target's version counts
   * @param injections when each fault was injected, by its id, in their order
   * @param load what was sent
   */
  public static Counting of(
      List<MetricSample> samples,
      VersionProfile profile,
      Map<String, Long> injections,
      LoadSpec load) {
    FrontendReadings frontend = FrontendReadings.of(samples, profile);
    Counting counting = new Counting(samples, frontend, load);
    injections.forEach(
        (fault, inject) -> {
          long next =
              injections.values().stream()
                  .filter(other -> other > inject)
                  .min(Long::compare)
                  .orElse(Long.MAX_VALUE);
          Stretch stretch = frontend.around(fault, inject, next);
          counting.tallies.put(stretch, new ClientTally(stretch, load));
        });
    return counting;
  }

  /** Looks at one request. */
  public void add(Observation seen) {
    if (seen.wasSent()) {
      firstSent = Math.min(firstSent, seen.times().sent());
      lastEnd = Math.max(lastEnd, seen.times().end());
    }
    tallies.values().forEach(tally -> tally.add(seen));
  }

  /**
   * What was counted.
   *
   * @param atFaults the streams in flight at each fault that was injected
   * @param seconds how many seconds the run has
   */
  public TargetSide side(List<StreamsAtFault> atFaults, int seconds) {
    List<BothSides> both = new ArrayList<>();
    tallies.forEach((stretch, tally) -> both.add(both(stretch, tally.counts(), atFaults)));
    return new TargetSide(
        readable,
        both,
        workers.entrySet().stream().map(w -> WorkerTally.of(w.getKey(), w.getValue())).toList(),
        new Columns(seconds).of(frontend, workers));
  }

  /** What the client counted over the whole run. */
  public ClientCounts client() {
    return all.counts();
  }

  private BothSides both(Stretch stretch, ClientCounts seen, List<StreamsAtFault> atFaults) {
    Long moved = moved(stretch.fault(), atFaults);
    List<BothSides.Row> rows = new ArrayList<>();
    for (Compared what : Compared.values()) {
      rows.add(
          new BothSides.Row(
              what,
              client(what, seen, moved),
              stretch.rises().get(what.counter()),
              Notes.of(what, stretch, stream, moved != null)));
    }
    return new BothSides(
        stretch.fault(),
        stretch.read() ? (Long) stretch.fromNanos() : null,
        stretch.read() ? (Long) stretch.toNanos() : null,
        stretch.fault() == null
            && stretch.read()
            && stretch.fromNanos() < firstSent
            && stretch.toNanos() >= lastEnd,
        stretch.begunAnew(),
        stretch.fault() == null ? frontend.leftInFlight() : 0,
        rows);
  }

  private static @Nullable Long client(Compared what, ClientCounts seen, @Nullable Long moved) {
    return switch (what) {
      case SENT -> (Long) seen.sent();
      case COMPLETED -> (Long) seen.completed();
      case FAILED -> (Long) seen.failed();
      case REJECTED -> (Long) seen.rejected();
      case CLOSED_BY_US -> (Long) seen.closed();
      case MOVED -> moved;
    };
  }

  /** Moves known at one fault, or at all of them; {@code null} where they cannot be known. */
  private static @Nullable Long moved(@Nullable String fault, List<StreamsAtFault> atFaults) {
    long sum = 0;
    boolean any = false;
    for (StreamsAtFault streams : atFaults) {
      if (fault == null || fault.equals(streams.fault())) {
        long moved =
            streams.at(Place.ON_VICTIM).stream().filter(s -> s.moved() == Moved.YES).count();
        if (moved == 0 && !streams.placesKnown()) {
          return null;
        }
        any = true;
        sum += moved;
      }
    }
    return any ? (Long) sum : null;
  }
}
