package io.faultstream.cluster.frontend.split;

import java.util.Locale;

/** What becomes of a prompt that is being computed when the client goes away. */
public enum PrefillCancel {
  /** The prefill worker is told to stop, and no decode worker hears of the request. */
  ABORT,
  /** It is computed to its end; then a decode worker gets the request, cancelled already. */
  COMPLETE;

  /** As on the command line: {@code complete}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
