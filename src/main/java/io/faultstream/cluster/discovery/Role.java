package io.faultstream.cluster.discovery;

import java.util.Locale;

/** What a worker does of a request: all of it, or one part in the split topology. */
public enum Role {
  /** Prompt and tokens. */
  AGG("backend"),
  /** The prompt only. */
  PREFILL("prefill"),
  /** The tokens, from a prompt that a prefill worker has computed. */
  DECODE("backend");

  private final String component;

  Role(String component) {
    this.component = component;
  }

  /** The component under which it is announced and counted. */
  public String component() {
    return component;
  }

  /** Whether it gives an answer's tokens. */
  public boolean givesTokens() {
    return this != PREFILL;
  }

  /** As on the command line and in log lines: {@code agg}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name; what says none does all. */
  static Role named(String name) {
    return name.isEmpty() ? AGG : valueOf(name.toUpperCase(Locale.ROOT));
  }
}
