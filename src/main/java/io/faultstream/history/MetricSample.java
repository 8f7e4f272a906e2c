package io.faultstream.history;

import java.util.Map;

/**
 * Figures read at one moment: a line of {@code metrics.jsonl}.
 *
 * @param atNanos when, nanoseconds from the run's start
 * @param source {@code frontend}, a worker's name, {@code generator}, or a process behind {@value
 *     #PROCESS}
 * @param ok whether they could be read; {@code values} is empty otherwise
 * @param values by series: a Prometheus name with its labels as in the text format, or one of the
 *     names of the generator's or a process' figures
 */
public record MetricSample(long atNanos, String source, boolean ok, Map<String, Double> values) {
  /** What stands before a name in the source of a sample that tells what a process held. */
  public static final String PROCESS = "process:";

  public MetricSample {
    values = Map.copyOf(values);
  }

  /** Whether it is a page of the target's own metrics: the frontend's or a worker's. */
  public boolean ofTarget() {
    return !source.equals("generator") && !source.startsWith(PROCESS);
  }

  /** Whether a series, by name with its labels, belongs to the metric of this name. */
  public static boolean of(String metric, String series) {
    return series.startsWith(metric)
        && (series.length() == metric.length() || series.charAt(metric.length()) == '{');
  }
}
