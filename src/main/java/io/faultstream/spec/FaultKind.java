package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The faults there are; {@code none} is no fault and has no spec. */
public enum FaultKind {
  /** SIGKILL, then a new process. */
  @JsonProperty("kill")
  KILL,
  /** SIGTERM with the target's own grace, then a new process. */
  @JsonProperty("terminate")
  TERMINATE,
  /** SIGSTOP, then SIGCONT. */
  @JsonProperty("stall")
  STALL;

  /** The name used in settings and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
