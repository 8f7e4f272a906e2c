package io.faultstream.measure.counters;

import io.faultstream.history.MetricSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The series of one metric on one page. A worker may serve endpoints beside the one that generates;
 * where they are told apart, only that one is meant.
 */
public final class Family {
  private static final String GENERATING = "dynamo_endpoint=\"generate\"";

  private Family() {}

  /** The series of this name, by name with labels. */
  public static Map<String, Double> of(String name, Map<String, Double> page) {
    Map<String, Double> all = new LinkedHashMap<>();
    page.forEach(
        (key, value) -> {
          if (MetricSample.of(name, key)) {
            all.put(key, value);
          }
        });
    if (all.keySet().stream().anyMatch(key -> key.contains(GENERATING))) {
      all.keySet().removeIf(key -> !key.contains(GENERATING));
    }
    return all;
  }

  /** The sum of the first of these metrics that is there; empty without any. */
  public static OptionalDouble first(Map<String, Double> page, List<String> names) {
    for (String name : names) {
      Map<String, Double> series = of(name, page);
      if (!series.isEmpty()) {
        return OptionalDouble.of(series.values().stream().mapToDouble(v -> v).sum());
      }
    }
    return OptionalDouble.empty();
  }

  /** By how much these series rose from page to page; one that is new, or fell, began at 0. */
  public static double rise(Map<String, Double> before, Map<String, Double> now) {
    double risen = 0;
    for (Map.Entry<String, Double> series : now.entrySet()) {
      double was = before.getOrDefault(series.getKey(), 0.0);
      risen += series.getValue() < was ? series.getValue() : series.getValue() - was;
    }
    return risen;
  }
}
