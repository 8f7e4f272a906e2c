package io.faultstream.judge.baseline;

import io.faultstream.history.Outcome;
import io.faultstream.measure.PhaseSummary;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is kept of one phase of a run.
 *
 * @param sent requests sent
 * @param completed those that completed
 * @param counted sent less those we cancelled: what the success rate is of
 * @param outcomes how many ended how
 * @param micros the compared figures in microseconds; one with too few samples is absent
 * @param histograms distributions in microseconds by name (see {@link
 *     io.faultstream.measure.Measured#histograms}); empty in {@code comparison.json}
 */
public record PhaseFigures(
    long sent,
    long completed,
    long counted,
    Map<Outcome, Long> outcomes,
    Map<Metric, Long> micros,
    Map<String, String> histograms) {
  public PhaseFigures {
    outcomes = Map.copyOf(outcomes);
    micros = Map.copyOf(micros);
    histograms = Map.copyOf(histograms);
  }

  /** What is kept of this phase. */
  static PhaseFigures of(PhaseSummary phase, Map<String, String> histograms) {
    Map<Metric, Long> micros = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      metric.of(phase).ifPresent(value -> micros.put(metric, value));
    }
    return new PhaseFigures(
        phase.sent(),
        phase.success().part(),
        phase.success().whole(),
        phase.outcomes(),
        micros,
        histograms);
  }

  /** Requests that count against the system. */
  public long failed() {
    return counted - completed;
  }

  PhaseFigures withoutHistograms() {
    return new PhaseFigures(sent, completed, counted, outcomes, micros, Map.of());
  }
}
