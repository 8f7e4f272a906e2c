package io.faultstream.histories;

import static io.faultstream.histories.Shape.SECOND;

import io.faultstream.history.JsonLines;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Observation;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.measure.SampleCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the target and the generator say of themselves once a second: the counters of a frontend
 * that saw what its client saw, and of the workers behind it. Needs a few numbers a second, however
 * many requests there are.
 */
final class Pages {
  private static final String MOVED =
      "dynamo_frontend_model_migration_total{migration_type=\"ongoing_request\",model=\"tiny\"}";
  private static final String NEW_MOVED =
      "dynamo_frontend_model_migration_total{migration_type=\"new_request\",model=\"tiny\"}";
  private static final double STARTED_AT = 1_700_000_000;

  private final Shape shape;
  private final long moved;
  private final Served all;
  private final Served victim;
  private final Served successor;
  private final Served survivor;

  Pages(Shape shape, long moved) {
    this.shape = shape;
    this.moved = moved;
    int seconds = (int) (shape.lengthNanos() / SECOND) + 10;
    this.all = new Served(seconds);
    this.victim = new Served(seconds);
    this.successor = new Served(seconds);
    this.survivor = new Served(seconds);
  }

  /** What one process counts: requests that began and ended, in the second that shows them. */
  private static final class Served {
    private final long[] begun;
    private final long[] ended;

    Served(int seconds) {
      this.begun = new long[seconds];
      this.ended = new long[seconds];
    }

    void count(long from, long to) {
      begun[shownAt(from)]++;
      ended[shownAt(to)]++;
    }

    /** The first second at whose start it can be seen. */
    private static int shownAt(long nanos) {
      return (int) ((nanos + SECOND - 1) / SECOND);
    }

    /** Adds up: from here on each second holds all that was until then. */
    void sum() {
      Arrays.parallelPrefix(begun, Long::sum);
      Arrays.parallelPrefix(ended, Long::sum);
    }

    long open(int second) {
      return begun[second] - ended[second];
    }
  }

  /** Counts a request at the frontend and at the workers that served it. */
  void count(Observation seen) {
    long sent = seen.times().sent();
    long end = seen.times().end();
    all.count(sent, end);
    if (seen.id() % 2 == 1) {
      survivor.count(sent, end);
    } else if (sent > shape.undoneNanos()) {
      successor.count(sent, end);
    } else if (sent > shape.injectNanos()) {
      survivor.count(sent, end);
    } else {
      victim.count(sent, Math.min(end, shape.injectNanos()));
      if (end > shape.injectNanos()) {
        survivor.count(shape.effectNanos(), end);
      }
    }
  }

  /** Writes all of them, from a second before the run to after its last request. Once. */
  void write(Path file) throws IOException {
    List.of(all, victim, successor, survivor).forEach(Served::sum);
    try (JsonLines lines = JsonLines.appendTo(file)) {
      lines.append(frontend(-SECOND, 0, 0));
      for (int second = 0; second < all.begun.length; second++) {
        long at = second * SECOND;
        lines.append(generator(second));
        lines.append(frontend(at, all.begun[second], all.ended[second]));
        lines.append(victim(second));
        lines.append(worker("worker-1", second, survivor, STARTED_AT));
      }
    }
  }

  private MetricSample generator(int second) {
    Map<String, Double> values = SampleCounters.generator(second);
    GeneratorSeries.OPEN_REQUESTS.put(values, all.open(second));
    GeneratorSeries.STREAMS.put(values, all.open(second));
    GeneratorSeries.HEAP_USED.put(values, 90e6);
    return new MetricSample(second * SECOND, GeneratorSeries.SOURCE, true, values);
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

  /** It is dead while the fault holds; then another process has its name and counts anew. */
  private MetricSample victim(int second) {
    long at = second * SECOND;
    String name = "worker-0";
    if (at <= shape.injectNanos()) {
      return worker(name, second, victim, STARTED_AT);
    }
    return at <= shape.undoneNanos()
        ? new MetricSample(at, name, false, Map.of())
        : worker(name, second, successor, STARTED_AT + Math.floorDiv(shape.undoNanos(), SECOND));
  }

  private static MetricSample worker(String name, int second, Served served, double startedAt) {
    return new MetricSample(
        second * SECOND,
        name,
        true,
        Map.of(
            "dynamo_component_requests_total{dynamo_endpoint=\"generate\"}",
            (double) served.begun[second],
            "dynamo_component_inflight_requests{dynamo_endpoint=\"generate\"}",
            (double) served.open(second),
            "process_start_time_seconds",
            startedAt));
  }
}
