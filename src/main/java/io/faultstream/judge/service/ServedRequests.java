package io.faultstream.judge.service;

import io.faultstream.history.MetricSample;
import io.faultstream.measure.counters.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many requests each worker began between two moments, by its own counter. A page without the
 * counter's series means 0 where another worker's page has it, and nothing where none has.
 */
final class ServedRequests {
  private static final String COUNTER = "dynamo_component_requests_total";

  private ServedRequests() {}

  /** By worker; one that was read fewer than two times in between is left out. */
  static Map<String, Long> between(List<MetricSample> metrics, long fromNanos, long untilNanos) {
    Map<String, List<Map<String, Double>>> readings = new TreeMap<>();
    boolean counted = false;
    for (MetricSample page : metrics) {
      boolean within = page.atNanos() >= fromNanos && page.atNanos() <= untilNanos;
      if (within && page.ok() && isWorker(page)) {
        Map<String, Double> series = Family.of(COUNTER, page.values());
        counted = counted || !series.isEmpty();
        readings.computeIfAbsent(page.source(), any -> new ArrayList<>()).add(series);
      }
    }
    Map<String, Long> served = new HashMap<>();
    if (counted) {
      readings.forEach(
          (worker, values) -> {
            if (values.size() > 1) {
              served.put(worker, rise(values));
            }
          });
    }
    return served;
  }

  /** Whether it is a page of a worker. */
  static boolean isWorker(MetricSample page) {
    return page.ofTarget() && !page.source().equals("frontend");
  }

  private static long rise(List<Map<String, Double>> pages) {
    double risen = 0;
    Map<String, Double> before = pages.get(0);
    for (Map<String, Double> now : pages.subList(1, pages.size())) {
      risen += Family.rise(before, now);
      before = now;
    }
    return Math.round(risen);
  }
}
