package io.faultstream.history;

import java.util.Map;

/**
 * Figures read at one moment: a line of {@code metrics.jsonl}.
 *
 * @param atNanos when, nanoseconds from the run's start
 * @param source {@code frontend}, a worker's name, or {@code generator}
 * @param ok whether they could be read; {@code values} is empty otherwise
 * @param values by series: a Prometheus name with its labels as in the text format, or one of the
 *     generator's own names
 */
public record MetricSample(long atNanos, String source, boolean ok, Map<String, Double> values) {
  public MetricSample {
    values = Map.copyOf(values);
  }

  /** Whether a series, by name with its labels, belongs to the metric of this name. */
  public static boolean of(String metric, String series) {
    return series.startsWith(metric)
        && (series.length() == metric.length() || series.charAt(metric.length()) == '{');
  }
}
