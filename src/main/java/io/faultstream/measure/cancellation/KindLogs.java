package io.faultstream.measure.cancellation;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import io.faultstream.measure.cancellation.Cancellations.ByLogs;
import io.faultstream.measure.cancellation.Closed.Race;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The requests that the workers' logs name as left: a log has their numbers, and so their kinds,
 * which the workers' counters do not tell apart.
 *
 * @param steps that a worker's log has
 * @param named numbers of those that were stopped, or told where no engine logs its stops
 */
record KindLogs(Set<Step> steps, Set<Long> named) {

  static KindLogs of(List<TraceEvent> events) {
    Set<Step> steps = EnumSet.noneOf(Step.class);
    events.forEach(event -> steps.add(event.step()));
    steps.remove(Step.NOTICED);
    Step decisive = engines(steps) ? Step.STOPPED : Step.TOLD;
    return new KindLogs(
        steps,
        events.stream()
            .filter(event -> event.step() == decisive)
            .map(TraceEvent::request)
            .collect(Collectors.toSet()));
  }

  private static boolean engines(Set<Step> steps) {
    return steps.contains(Step.STOPPED) || steps.contains(Step.FINISHED);
  }

  /** Of these, which are of one kind; {@code null} where no worker's log names any request. */
  @Nullable ByLogs count(List<Closed> ofKind, Function<Closed, Race> race) {
    if (steps.isEmpty()) {
      return null;
    }
    List<Closed> left = ofKind.stream().filter(Closed::cancelled).toList();
    List<Closed> clear = left.stream().filter(one -> race.apply(one) == Race.CLEAR).toList();
    return new ByLogs(left.size(), named(left), clear.size(), named(clear), engines(steps));
  }

  private long named(List<Closed> some) {
    return some.stream().filter(one -> named.contains(one.id())).count();
  }
}
