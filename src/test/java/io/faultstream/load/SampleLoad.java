package io.faultstream.load;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Slo;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.LoadSpec.Timeouts;
import java.time.Duration;
import java.util.Optional;

/** Loads for tests. */
public final class SampleLoad {
  private SampleLoad() {}

  /** A streamed chat with short prompts and these deadlines. */
  public static LoadSpec chat(int outputTokens, TextCheck text, Dialect dialect) {
    return of(outputTokens, text, dialect, LoadSpec.Connections.NEW);
  }

  /** The same with a choice of connections. */
  public static LoadSpec of(
      int outputTokens, TextCheck text, Dialect dialect, LoadSpec.Connections connections) {
    Duration second = Duration.ofSeconds(1);
    return new LoadSpec(
        LoadSpec.Api.CHAT,
        true,
        8,
        outputTokens,
        LoadSpec.Prompt.DIGITS,
        Optional.empty(),
        text,
        dialect,
        LoadSpec.Arrivals.REGULAR,
        connections,
        new Timeouts(second, second.multipliedBy(2), second, second.multipliedBy(5), second),
        new Slo(second, second));
  }
}
