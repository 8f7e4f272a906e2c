package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The split topology: some workers compute prompts only, the others give the tokens.
 *
 * @param prefillWorkers how many compute prompts, 1 or more
 * @param prefillCancel what one of them does with a request whose client went away
 */
public record Split(int prefillWorkers, PrefillCancel prefillCancel) {
  public Split {
    if (prefillWorkers < 1) {
      throw new IllegalArgumentException("prefillWorkers must be 1 or more: " + prefillWorkers);
    }
  }

  /** What a prefill worker does with a request whose client went away. */
  public enum PrefillCancel {
    /** It stops at once, and no decode worker gets the request. */
    @JsonProperty("abort")
    ABORT,
    /**
     * It computes the prompt to its end; then a decode worker gets the request, cancelled already.
     */
    @JsonProperty("complete")
    COMPLETE
  }
}
