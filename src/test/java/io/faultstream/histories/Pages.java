package io.faultstream.histories;

import static io.faultstream.histories.Shape.SECOND;

import io.faultstream.history.JsonLines;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.measure.SampleCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the target and the generator say of themselves once a second: the counters of a frontend
 * that saw what its client saw. Needs a few numbers a second, however many requests there are.
 */
final class Pages {
  private static final String MOVED =
      "dynamo_frontend_model_migration_total{migration_type=\"ongoing_request\",model=\"tiny\"}";
  private static final String NEW_MOVED =
      "dynamo_frontend_model_migration_total{migration_type=\"new_request\",model=\"tiny\"}";
  private static final double STARTED_AT = 1_700_000_000;

  private final Shape shape;
  private final long moved;
  private final long[] sent;
  private final long[] ended;

  Pages(Shape shape, long moved) {
    this.shape = shape;
    this.moved = moved;
    int seconds = (int) (shape.lengthNanos() / SECOND) + 10;
    this.sent = new long[seconds];
    this.ended = new long[seconds];
  }

  /** Counts a request in the first second at whose end it can be seen. */
  void count(Observation seen) {
    sent[bucket(seen.times().sent())]++;
    ended[bucket(seen.times().end())]++;
  }

  private static int bucket(long nanos) {
    return (int) ((nanos + SECOND - 1) / SECOND);
  }

  /** Writes all of them, from a second before the run to after its last request. */
  void write(Path file) throws IOException {
    long sentSoFar = 0;
    long endedSoFar = 0;
    try (JsonLines lines = JsonLines.appendTo(file)) {
      lines.append(frontend(-SECOND, 0, 0));
      for (int second = 0; second < sent.length; second++) {
        long at = second * SECOND;
        sentSoFar += sent[second];
        endedSoFar += ended[second];
        lines.append(generator(at, sentSoFar - endedSoFar));
        lines.append(frontend(at, sentSoFar, endedSoFar));
        lines.append(worker(0, at, sentSoFar, endedSoFar));
        lines.append(worker(1, at, sentSoFar, endedSoFar));
      }
    }
  }

  private static MetricSample generator(long at, long open) {
    return new MetricSample(
        at,
        "generator",
        true,
        Map.of(
            "open_requests",
            (double) open,
            "streams",
            (double) open,
            "heap_used_bytes",
            90e6,
            "gc_millis_total",
            at / 1e9,
            "clock_step_millis",
            0.0));
  }

  private MetricSample frontend(long at, long begun, long done) {
    Map<String, Double> values = new HashMap<>();
    values.put(SampleCounters.STARTED, (double) begun);
    values.put(SampleCounters.SUCCEEDED, (double) done);
    values.put(SampleCounters.FAILED, 0.0);
    values.put(SampleCounters.REJECTIONS, 0.0);
    values.put(SampleCounters.CANCELLATIONS, 0.0);
    values.put("dynamo_frontend_inflight_requests{model=\"tiny\"}", (double) (begun - done));
    values.put("process_start_time_seconds", STARTED_AT);
    if (at > shape.effectNanos()) {
      values.put(MOVED, (double) moved);
      values.put(NEW_MOVED, 0.0);
    }
    return new MetricSample(at, "frontend", true, values);
  }

  /** The first is dead while the fault holds; then another process has its name. */
  private MetricSample worker(int number, long at, long begun, long done) {
    String name = "worker-" + number;
    boolean victim = number == 0;
    if (victim && at > shape.injectNanos() && at <= shape.undoNanos()) {
      return new MetricSample(at, name, false, Map.of());
    }
    long half = begun / 2;
    long open = (begun - done) / 2;
    boolean again = victim && at > shape.undoNanos();
    return new MetricSample(
        at,
        name,
        true,
        Map.of(
            "dynamo_component_requests_total{dynamo_endpoint=\"generate\"}",
            again ? 0.0 : (double) half,
            "dynamo_component_inflight_requests{dynamo_endpoint=\"generate\"}",
            (double) open,
            "process_start_time_seconds",
            again ? STARTED_AT + at / 1e9 : STARTED_AT));
  }
}
