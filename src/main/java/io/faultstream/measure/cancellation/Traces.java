package io.faultstream.measure.cancellation;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import io.faultstream.measure.cancellation.Cancellations.Reach;
import io.faultstream.measure.cancellation.Cancellations.Stop;
import io.faultstream.measure.cancellation.Closed.Race;
import io.faultstream.measure.statistics.Distribution;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the logs say of requests that were closed on purpose, not near their end: the first line of
 * each step counts, an event before the close as one at it, since clocks and logs are only so
 * exact.
 */
final class Traces {
  private static final int DIGITS = 3;

  private final Histogram frontend = new Histogram(DIGITS);
  private final Histogram worker = new Histogram(DIGITS);
  private final Histogram stop = new Histogram(DIGITS);
  private final Histogram after = new Histogram(DIGITS);
  private final boolean prefillCompletes;
  private long clear;
  private long noticed;
  private long heard;
  private long inPrefill;
  private long finished;
  private long settled;
  private long untold;

  private Traces(boolean prefillCompletes) {
    this.prefillCompletes = prefillCompletes;
  }

  /**
   * What these events say.
   *
   * @param race what a close raced
   * @param prefillCompletes whether a prefill whose client has left runs to its end
   */
  static Traces of(
      List<TraceEvent> events,
      List<Closed> closed,
      Function<Closed, Race> race,
      boolean prefillCompletes) {
    Map<Long, Map<Step, TraceEvent>> byRequest = new HashMap<>();
    for (TraceEvent event : events) {
      byRequest
          .computeIfAbsent(event.request(), any -> new EnumMap<>(Step.class))
          .putIfAbsent(event.step(), event);
    }
    Traces traces = new Traces(prefillCompletes);
    for (Closed one : closed) {
      if (one.cancelled() && race.apply(one) != Race.LATE) {
        Map<Step, TraceEvent> steps = byRequest.getOrDefault(one.id(), Map.of());
        traces.count(race.apply(one) == Race.CLEAR, steps);
        traces.add(one, steps);
      }
    }
    return traces;
  }

  /** Of one that raced its beginning a log need not say anything. */
  private void count(boolean isClear, Map<Step, TraceEvent> steps) {
    clear += isClear ? 1 : 0;
    noticed += isClear && steps.containsKey(Step.NOTICED) ? 1 : 0;
    boolean told = steps.containsKey(Step.TOLD) || steps.containsKey(Step.STOPPED);
    heard += isClear && told ? 1 : 0;
    boolean ended = steps.containsKey(Step.STOPPED) || steps.containsKey(Step.FINISHED);
    settled += isClear && ended ? 1 : 0;
  }

  private void add(Closed one, Map<Step, TraceEvent> steps) {
    TraceEvent stopped = steps.get(Step.STOPPED);
    if (stopped != null && inPrefill(one, stopped)) {
      inPrefill++;
      return;
    }
    note(frontend, steps.get(Step.NOTICED), one);
    note(worker, steps.get(Step.TOLD), one);
    if (stopped == null) {
      boolean ended = steps.containsKey(Step.FINISHED);
      finished += ended ? 1 : 0;
      untold += ended && !steps.containsKey(Step.TOLD) ? 1 : 0;
    } else {
      note(stop, stopped, one);
      if (one.kind().stream() && stopped.tokens() > 0) {
        after.recordValue(Math.max(0, stopped.tokens() - one.chunks()));
      }
    }
  }

  /** Nothing of its reply had come, and the engine stopped at the first token at the latest. */
  private boolean inPrefill(Closed one, TraceEvent stopped) {
    return prefillCompletes && !one.headers() && stopped.tokens() >= 0 && stopped.tokens() <= 1;
  }

  private static void note(Histogram micros, @Nullable TraceEvent event, Closed one) {
    if (event != null) {
      OthersTally.record(micros, event.atNanos() - one.endNanos());
    }
  }

  Reach reach() {
    return new Reach(
        Distribution.of(frontend), Distribution.of(worker), clear, noticed, heard, untold);
  }

  Stop stop(@Nullable Long computed, long wantedLeast, long wantedMost) {
    return new Stop(
        Distribution.of(stop),
        inPrefill,
        finished,
        settled,
        Distribution.of(after),
        computed,
        wantedLeast,
        wantedMost);
  }
}
