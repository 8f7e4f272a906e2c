package io.faultstream.spec;

import java.util.List;
import java.util.stream.IntStream;

/** What a worker does of a request: all of it, or one part in the split topology. */
public enum WorkerRole {
  /** Prompt and tokens. */
  AGGREGATED("agg", "backend", "worker-"),
  /** The prompt only. */
  PREFILL("prefill", "prefill", "prefill-"),
  /** The tokens, from a prompt that another has computed. */
  DECODE("decode", "backend", "worker-");

  private final String mode;
  private final String component;
  private final String prefix;

  WorkerRole(String mode, String component, String prefix) {
    this.mode = mode;
    this.component = component;
    this.prefix = prefix;
  }

  /** As Dynamo's {@code --disaggregation-mode} calls it. */
  public String mode() {
    return mode;
  }

  /** The component under which such a worker is registered and counted. */
  public String component() {
    return component;
  }

  /** Names of so many of them, from number 0 on. */
  public List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  /** Whether a worker of this name, or a decoy of it, is of this role or one called alike. */
  public boolean calls(String worker) {
    return worker.startsWith(prefix) || worker.startsWith(Control.DECOY.victim(prefix));
  }
}
