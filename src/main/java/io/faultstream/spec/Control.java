package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A negative control: a run in which a fault cannot have an effect, so that whoever sees one is
 * wrong. Such a run is INCONCLUSIVE, never a PASS.
 */
public enum Control {
  /** No control: the fault hits its victim. */
  @JsonProperty("none")
  NONE(""),
  /** The fault hits a process of our own that serves nobody. */
  @JsonProperty("decoy")
  DECOY("decoy-of-"),
  /** The schedule is played and nothing is broken. */
  @JsonProperty("sham")
  SHAM("sham-of-");

  private final String prefix;

  Control(String prefix) {
    this.prefix = prefix;
  }

  /** The name used in settings and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands for this worker as a victim: no worker has that name but with {@link #NONE}. */
  public String victim(String worker) {
    return prefix + worker;
  }
}
