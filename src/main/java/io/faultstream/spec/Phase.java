package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * One injection profile of a run, in the order they are played. The warm-up is shown and never
 * judged: cold processes on both sides would bend every ratio.
 */
public enum Phase {
  /** Before anything counts. */
  @JsonProperty("warmup")
  WARMUP,
  /** Ordinary load, nothing broken: what the others are compared with. */
  @JsonProperty("standard")
  STANDARD,
  /** More load than usual; the faults happen here. */
  @JsonProperty("overflow")
  OVERFLOW,
  /** Ordinary load again: does the system come back to what it was? */
  @JsonProperty("recovery")
  RECOVERY;

  /** Whether requests of this phase count for the verdict. */
  public boolean judged() {
    return this != WARMUP;
  }

  /** The name used in files, in the report and on the console. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
