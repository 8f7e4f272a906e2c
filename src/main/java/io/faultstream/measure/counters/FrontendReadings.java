package io.faultstream.measure.counters;

import io.faultstream.history.MetricSample;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.TargetGauge;
import io.faultstream.history.VersionProfile;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The frontend's pages in the order they were read. A counter that fell, a start time that changed
 * or an uptime that fell tells of a new process: then what was counted in between is unknown, for a
 * counter that began anew may have overtaken itself.
 *
 * @param pages those that were read
 * @param profile what the version counts
 */
record FrontendReadings(List<MetricSample> pages, VersionProfile profile) {
  static final String FRONTEND = "frontend";
  private static final String STARTED = "process_start_time_seconds";
  private static final String UPTIME = "dynamo_component_uptime_seconds";

  /** Those among these samples. */
  static FrontendReadings of(List<MetricSample> samples, VersionProfile profile) {
    return new FrontendReadings(
        samples.stream()
            .filter(sample -> sample.ok() && sample.source().equals(FRONTEND))
            .sorted(Comparator.comparingLong(MetricSample::atNanos))
            .toList(),
        profile.learning(samples));
  }

  /** From the first reading to the last. */
  Stretch whole() {
    return pages.isEmpty()
        ? Stretch.unread(null, Long.MIN_VALUE, Long.MAX_VALUE)
        : between(null, 0, pages.size() - 1);
  }

  /** From the last reading at or before one moment to the last at or before another. */
  Stretch around(String fault, long nanos, long until) {
    int first = last(nanos);
    int last = last(until);
    return first < 0 || last <= first
        ? Stretch.unread(fault, nanos, until)
        : between(fault, first, last);
  }

  private int last(long nanos) {
    int found = -1;
    while (found + 1 < pages.size() && pages.get(found + 1).atNanos() <= nanos) {
      found++;
    }
    return found;
  }

  private Stretch between(@Nullable String fault, int first, int last) {
    boolean anew = false;
    for (int i = first + 1; i <= last; i++) {
      anew = anew || beganAnew(pages.get(i - 1), pages.get(i));
    }
    MetricSample from = pages.get(first);
    MetricSample to = pages.get(last);
    return new Stretch(
        fault, from.atNanos(), to.atNanos(), last > first, anew, anew ? Map.of() : rises(from, to));
  }

  private Map<TargetCounter, Long> rises(MetricSample from, MetricSample to) {
    Map<TargetCounter, Long> rises = new EnumMap<>(TargetCounter.class);
    for (TargetCounter counter : TargetCounter.values()) {
      OptionalDouble before = profile.read(counter, from.values());
      OptionalDouble after = profile.read(counter, to.values());
      if (before.isPresent() && after.isPresent()) {
        rises.put(counter, Math.round(after.getAsDouble() - before.getAsDouble()));
      }
    }
    return rises;
  }

  /** Requests in flight on the last page; 0 where that is not said. */
  long leftInFlight() {
    return pages.isEmpty()
        ? 0
        : Math.round(
            TargetGauge.FRONTEND_IN_FLIGHT.largest(pages.get(pages.size() - 1).values()).orElse(0));
  }

  /** Whether the later page is another process'. */
  boolean beganAnew(MetricSample earlier, MetricSample later) {
    double started = earlier.values().getOrDefault(STARTED, Double.NaN);
    boolean another = started != later.values().getOrDefault(STARTED, started);
    OptionalDouble up = Family.first(earlier.values(), List.of(UPTIME));
    OptionalDouble stillUp = Family.first(later.values(), List.of(UPTIME));
    return (!Double.isNaN(started) && another)
        || fell(up, stillUp)
        || List.of(TargetCounter.values()).stream()
            .anyMatch(
                counter ->
                    fell(
                        profile.read(counter, earlier.values()),
                        profile.read(counter, later.values())));
  }

  private static boolean fell(OptionalDouble before, OptionalDouble after) {
    return before.isPresent() && after.isPresent() && after.getAsDouble() < before.getAsDouble();
  }
}
