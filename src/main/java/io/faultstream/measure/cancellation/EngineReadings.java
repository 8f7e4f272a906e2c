package io.faultstream.measure.cancellation;

import io.faultstream.history.MetricSample;
import io.faultstream.measure.counters.Family;
import io.faultstream.spec.LoadSpec.Api;
import io.faultstream.spec.LoadSpec.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the target's metrics in the order they were read, and what they say of requests that
 * were left.
 *
 * @param frontend the frontend's
 * @param workers each worker's, by name
 */
record EngineReadings(List<MetricSample> frontend, Map<String, List<MetricSample>> workers) {
  private static final String FRONTEND = "frontend";
  private static final String CANCELLED = "dynamo_frontend_model_cancellation_total";
  private static final String BEGUN = "dynamo_frontend_requests_started_total";
  private static final String ERRORS = "dynamo_component_errors_total";
  private static final String ENDS = "vllm:request_success_total";
  private static final String WORKER_CANCELLED = "dynamo_component_cancellation_total";
  private static final String IN_FLIGHT = "dynamo_component_inflight_requests";
  private static final String RUNNING = "vllm:num_requests_running";
  private static final String WAITING = "vllm:num_requests_waiting";
  private static final String CACHE = "vllm:kv_cache_usage_perc";
  private static final String TOKENS = "vllm:generation_tokens_total";
  private static final String FIRST_TOKENS = "vllm:time_to_first_token_seconds_count";
  private static final String NEXT_TOKENS = "vllm:inter_token_latency_seconds_count";
  private static final String PREFILL = "prefill-";

  /** Sources are read side by side once a second, nanoseconds. */
  private static final long ROUND = 500_000_000;

  /** Those among these samples that could be read. */
  static EngineReadings of(List<MetricSample> samples) {
    List<MetricSample> frontend = new ArrayList<>();
    Map<String, List<MetricSample>> workers = new TreeMap<>();
    for (MetricSample sample : samples) {
      if (sample.ok() && sample.source().equals(FRONTEND)) {
        frontend.add(sample);
      } else if (sample.ok() && sample.ofTarget()) {
        workers.computeIfAbsent(sample.source(), any -> new ArrayList<>()).add(sample);
      }
    }
    return new EngineReadings(frontend, workers);
  }

  /**
   * What the frontend counted as left, of this kind.
   *
   * @param known whether its version counts them, so that a missing series is 0
   */
  @Nullable Long byFrontend(Kind kind, boolean known) {
    return known ? risen(CANCELLED, kind) : null;
  }

  /** What the frontend began of this kind; {@code null} where its last page does not say. */
  @Nullable Long begun(Kind kind) {
    boolean told =
        !frontend.isEmpty()
            && Family.of(BEGUN, frontend.get(frontend.size() - 1).values()).keySet().stream()
                .anyMatch(series -> series.contains("request_type="));
    return told ? risen(BEGUN, kind) : null;
  }

  private @Nullable Long risen(String counter, Kind kind) {
    String endpoint = kind.api() == Api.CHAT ? "\"chat_completions\"" : "\"completions\"";
    String type = kind.stream() ? "\"stream\"" : "\"unary\"";
    if (frontend.size() < 2) {
      return null;
    }
    double first = ofKind(counter, frontend.get(0), endpoint, type);
    double last = ofKind(counter, frontend.get(frontend.size() - 1), endpoint, type);
    return Math.round(last - first);
  }

  private static double ofKind(String counter, MetricSample page, String endpoint, String type) {
    return Family.of(counter, page.values()).entrySet().stream()
        .filter(series -> series.getKey().contains("endpoint=" + endpoint))
        .filter(series -> series.getKey().contains("request_type=" + type))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** What all workers counted; nothing is known where one was not read after this moment. */
  Cancellations.WorkersCount byWorkers(long lastEnd) {
    if (!readAfter(lastEnd)) {
      return new Cancellations.WorkersCount(null, null, null);
    }
    return new Cancellations.WorkersCount(
        rise(List.of(WORKER_CANCELLED), any -> true, ""),
        rise(List.of(ERRORS), series -> series.contains("error_type=\"publish_"), ""),
        rise(List.of(ENDS), series -> series.contains("finished_reason=\"abort\""), ""));
  }

  private boolean readAfter(long lastEnd) {
    return workers.values().stream().allMatch(pages -> readAfter(pages, lastEnd));
  }

  private static boolean readAfter(List<MetricSample> pages, long lastEnd) {
    return pages.get(pages.size() - 1).atNanos() >= lastEnd;
  }

  /**
   * Tokens that all engines computed, prefill workers' left out; {@code null}: unknown, also where
   * one was not read after this moment.
   */
  @Nullable Long tokens(long lastEnd) {
    if (!readAfter(lastEnd)) {
      return null;
    }
    Long counted = rise(List.of(TOKENS), any -> true, PREFILL);
    return counted != null
        ? counted
        : rise(List.of(FIRST_TOKENS, NEXT_TOKENS), any -> true, PREFILL);
  }

  /** The rise of these counters together, over all workers but those whose name begins so. */
  private @Nullable Long rise(List<String> names, Predicate<String> wanted, String without) {
    double risen = 0;
    boolean any = false;
    for (Map.Entry<String, List<MetricSample>> worker : workers.entrySet()) {
      if (without.isEmpty() || !worker.getKey().startsWith(without)) {
        Map<String, Double> before = series(names, wanted, worker.getValue().get(0));
        any = any || !before.isEmpty();
        for (MetricSample page : worker.getValue().subList(1, worker.getValue().size())) {
          Map<String, Double> now = series(names, wanted, page);
          any = any || !now.isEmpty();
          risen += Family.rise(before, now);
          before = now.isEmpty() ? before : now;
        }
      }
    }
    return any ? (Long) Math.round(risen) : null;
  }

  private static Map<String, Double> series(
      List<String> names, Predicate<String> wanted, MetricSample page) {
    Map<String, Double> all = new LinkedHashMap<>();
    names.forEach(name -> all.putAll(Family.of(name, page.values())));
    all.keySet().removeIf(series -> !wanted.test(series));
    return all;
  }

  /**
   * What each worker held at its last reading, if that came after {@code lastEnd}; its cache also
   * before {@code firstClose}.
   */
  List<Cancellations.WorkerSlots> slots(long firstClose, long lastEnd) {
    List<Cancellations.WorkerSlots> all = new ArrayList<>();
    workers.forEach(
        (worker, pages) -> {
          MetricSample end = pages.get(pages.size() - 1);
          MetricSample last =
              readAfter(pages, lastEnd)
                  ? end
                  : new MetricSample(end.atNanos(), worker, false, Map.of());
          all.add(
              new Cancellations.WorkerSlots(
                  worker,
                  whole(value(IN_FLIGHT, last)),
                  whole(value(RUNNING, last)),
                  whole(value(WAITING, last)),
                  number(cacheBefore(pages, firstClose)),
                  number(value(CACHE, last))));
        });
    return all;
  }

  /** The least that was read by then: an engine may show its cache only once it was used. */
  private static OptionalDouble cacheBefore(List<MetricSample> pages, long moment) {
    return pages.stream()
        .filter(page -> page.atNanos() <= moment)
        .map(page -> value(CACHE, page))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .min();
  }

  /** Requests that all engines held, each time that all workers were read within half a second. */
  List<Held> held() {
    List<MetricSample> pages = new ArrayList<>();
    workers.values().forEach(pages::addAll);
    pages.sort(Comparator.comparingLong(MetricSample::atNanos));
    List<Held> all = new ArrayList<>();
    Map<String, MetricSample> round = new LinkedHashMap<>();
    for (MetricSample page : pages) {
      boolean over =
          round.containsKey(page.source())
              || round.values().stream().anyMatch(p -> page.atNanos() - p.atNanos() > ROUND);
      if (over) {
        round.clear();
      }
      round.put(page.source(), page);
      if (round.size() == workers.size()) {
        all.add(
            new Held(page.atNanos(), round.values().stream().mapToDouble(p -> engine(p)).sum()));
        round.clear();
      }
    }
    return all;
  }

  /** Requests that the engines held at one moment. */
  record Held(long atNanos, double requests) {}

  /** The engine's own gauge where there is one: a worker's falls although its engine goes on. */
  private static double engine(MetricSample page) {
    OptionalDouble running = value(RUNNING, page);
    return running.isPresent()
        ? running.getAsDouble() + value(WAITING, page).orElse(0)
        : value(IN_FLIGHT, page).orElse(0);
  }

  private static OptionalDouble value(String name, MetricSample page) {
    return Family.first(page.values(), List.of(name));
  }

  private static @Nullable Long whole(OptionalDouble value) {
    return value.isPresent() ? (Long) Math.round(value.getAsDouble()) : null;
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
