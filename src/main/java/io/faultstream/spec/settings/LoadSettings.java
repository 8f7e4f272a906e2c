package io.faultstream.spec.settings;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Prompt;
import io.faultstream.spec.LoadSpec.Slo;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.LoadSpec.Timeouts;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys under {@code load} and {@code slo}. */
public final class LoadSettings {
  private static final Duration LEAST = Duration.ofMillis(1);

  private LoadSettings() {}

  /** Reads them; mistakes are noted in the settings. */
  public static LoadSpec read(Settings settings, TargetSpec target) {
    LoadSpec load = load(settings, target);
    target.local().ifPresent(local -> LocalSettings.check(settings, local, load));
    return load;
  }

  private static LoadSpec load(Settings settings, TargetSpec target) {
    Prompt prompt = settings.choice("load.prompt", Prompt.class);
    return new LoadSpec(
        settings.choice("load.api", LoadSpec.Api.class),
        settings.flag("load.stream"),
        settings.whole("load.inputTokens", 1, 100_000),
        settings.whole("load.outputTokens", 1, 1_000_000),
        prompt,
        promptFile(settings, prompt),
        text(settings, target),
        settings.choice("load.dialect", LoadSpec.Dialect.class),
        settings.choice("load.arrivals", LoadSpec.Arrivals.class),
        settings.choice("load.connections", LoadSpec.Connections.class),
        timeouts(settings),
        new Slo(settings.duration("slo.ttft", LEAST), settings.duration("slo.itl", LEAST)));
  }

  private static Timeouts timeouts(Settings settings) {
    return new Timeouts(
        settings.duration("load.connectTimeout", LEAST),
        settings.duration("load.firstTokenTimeout", LEAST),
        settings.duration("load.stallTimeout", LEAST),
        settings.duration("load.totalTimeout", LEAST),
        settings.duration("load.drainTimeout", Duration.ZERO));
  }

  private static Optional<String> promptFile(Settings settings, Prompt prompt) {
    String file = settings.text("load.promptFile");
    if (prompt != Prompt.FILE) {
      if (!file.isEmpty()) {
        settings.problem("load.promptFile", "is only for load.prompt=file");
      }
      return Optional.empty();
    }
    if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
      settings.problem("load.promptFile", "must be a file that can be read");
    }
    return Optional.of(file);
  }

  private static TextCheck text(Settings settings, TargetSpec target) {
    String word = settings.word("load.text", List.of("auto", "counting", "any"));
    if (!word.equals("auto")) {
      return TextCheck.valueOf(word.toUpperCase(Locale.ROOT));
    }
    boolean counts =
        target.kind() == TargetKind.EMBEDDED
            || target.local().filter(dynamo -> dynamo.engine() == Engine.COUNTING).isPresent();
    return counts ? TextCheck.COUNTING : TextCheck.ANY;
  }
}
