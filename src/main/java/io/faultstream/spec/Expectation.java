package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What shall happen to the streams in flight on a fault's victim; the claims follow it. */
public enum Expectation {
  /** They go on elsewhere. */
  @JsonProperty("migrate")
  MIGRATE,
  /** They end on the victim, which stops after them. */
  @JsonProperty("drain")
  DRAIN,
  /** They are silent until the victim goes on, then end on it. */
  @JsonProperty("wait")
  WAIT,
  /**
   * The victim is a prefill worker: running streams do not notice, and prompts that it computes or
   * still keeps are computed by another, or by itself once it goes on.
   */
  @JsonProperty("untouched")
  UNTOUCHED,
  /** They fail, with the expected kinds of error, and nobody else is harmed. */
  @JsonProperty("fail")
  FAIL,
  /**
   * The store is lost for longer than a lease: what is in flight ends well, and frontend and
   * workers end by themselves, in order.
   */
  @JsonProperty("end")
  END;

  /** The name used in settings and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
