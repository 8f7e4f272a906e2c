package io.faultstream.judge.baseline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faultstream.measure.PhaseSummary;
import java.util.Optional;

/**
 * The few figures of a phase that are compared with accepted runs, in microseconds. Few, since each
 * one more makes the others harder to find; high percentiles of a short phase are left out, since
 * they differ from run to run more than any change one looks for (reference: load.md 9).
 */
public enum Metric {
  /** Half of the requests had their first token by then. */
  @JsonProperty("ttftP50")
  TTFT_P50("TTFT p50"),
  /** 95 % of the requests had their first token by then. */
  @JsonProperty("ttftP95")
  TTFT_P95("TTFT p95"),
  /** 99 % of the gaps between tokens were within it. */
  @JsonProperty("itlP99")
  ITL_P99("ITL p99"),
  /** Half of the completed requests had ended by then. */
  @JsonProperty("e2eP50")
  E2E_P50("E2E p50");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** Its name on the page and the console. */
  public String label() {
    return label;
  }

  /** Microseconds of this phase; empty with too few samples, or where the figure is 0. */
  public Optional<Long> of(PhaseSummary phase) {
    Long micros =
        switch (this) {
          case TTFT_P50 -> phase.ttftMicros().p50();
          case TTFT_P95 -> phase.ttftMicros().p95();
          case ITL_P99 -> phase.itlMicros().p99();
          case E2E_P50 -> phase.e2eMicros().p50();
        };
    return Optional.ofNullable(micros).filter(some -> some > 0);
  }
}
