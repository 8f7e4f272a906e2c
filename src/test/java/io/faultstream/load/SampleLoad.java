package io.faultstream.load;

import io.faultstream.load.server.Reply;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.Slo;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.LoadSpec.Timeouts;
import java.time.Duration;
import java.util.List;
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
        List.of(LoadSpec.Kind.CHAT_STREAM),
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

  /** Deadlines that a slow machine keeps: {@link Reply#TOKENS} counted tokens of a chat. */
  public static LoadSpec patient(boolean stream, LoadSpec.Connections connections) {
    return patient(
        stream,
        connections,
        new Timeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(1)));
  }

  /** Patient streams, each on a connection of its own, and what follows them. */
  public static LoadSpec repeated(LoadSpec.Repeats repeats) {
    LoadSpec load = patient(true, LoadSpec.Connections.NEW);
    return new LoadSpec(
        load.kinds(),
        load.inputTokens(),
        load.outputTokens(),
        load.prompt(),
        load.promptFile(),
        load.text(),
        load.dialect(),
        load.arrivals(),
        load.connections(),
        load.timeouts(),
        load.slo(),
        Optional.of(repeats));
  }

  /** The same with other deadlines. */
  public static LoadSpec patient(
      boolean stream, LoadSpec.Connections connections, Timeouts timeouts) {
    LoadSpec load = of(Reply.TOKENS, TextCheck.COUNTING, Dialect.DYNAMO, connections);
    return new LoadSpec(
        List.of(LoadSpec.Kind.of(load.kindOf(0).api(), stream)),
        load.inputTokens(),
        load.outputTokens(),
        load.prompt(),
        load.promptFile(),
        load.text(),
        load.dialect(),
        load.arrivals(),
        connections,
        timeouts,
        load.slo());
  }
}
