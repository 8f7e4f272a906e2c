package io.faultstream.spec.settings;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.LoadSpec.Prompt;
import io.faultstream.spec.LoadSpec.Repeats;
import io.faultstream.spec.LoadSpec.Slo;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.LoadSpec.Timeouts;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys under {@code load} and {@code slo}. */
public final class LoadSettings {
  private static final Duration LEAST = Duration.ofMillis(1);

  private static final String KINDS = "load.kinds";
  private static final List<Kind> MIXED = List.of(Kind.COMPLETION, Kind.CHAT, Kind.CHAT_STREAM);

  private static final List<String> KIND_WORDS =
      Arrays.stream(Kind.values()).map(Kind::label).toList();

  private LoadSettings() {}

  /** Reads them, of one kind of requests where nothing else is said. */
  public static LoadSpec read(Settings settings, TargetSpec target) {
    return read(settings, target, false, false);
  }

  /**
   * Reads them; mistakes are noted in the settings.
   *
   * @param mixed whether requests are of several kinds where nothing else is said
   * @param closed whether clients send them, each one after the other
   */
  public static LoadSpec read(Settings settings, TargetSpec target, boolean mixed, boolean closed) {
    LoadSpec load = load(settings, target, mixed, closed);
    target.local().ifPresent(local -> LocalSettings.check(settings, local, load));
    return load;
  }

  private static LoadSpec load(
      Settings settings, TargetSpec target, boolean mixed, boolean closed) {
    Prompt prompt = settings.choice("load.prompt", Prompt.class);
    if (prompt != Prompt.DIGITS && settings.asked("load.inputTokens")) {
      settings.problem("load.inputTokens", "is only for load.prompt=digits");
    }
    return new LoadSpec(
        kinds(settings, mixed),
        settings.whole("load.inputTokens", 1, 100_000),
        settings.whole("load.outputTokens", 1, 1_000_000),
        prompt,
        promptFile(settings, prompt),
        text(settings, target),
        settings.choice("load.dialect", LoadSpec.Dialect.class),
        settings.choice("load.arrivals", LoadSpec.Arrivals.class),
        settings.choice("load.connections", LoadSpec.Connections.class),
        timeouts(settings),
        new Slo(settings.duration("slo.ttft", LEAST), settings.duration("slo.itl", LEAST)),
        repeats(settings, closed));
  }

  /** Kept only where something can follow: a delay alone changes nothing. */
  private static Optional<Repeats> repeats(Settings settings, boolean closed) {
    Repeats repeats =
        new Repeats(
            settings.whole("load.retries", 0, 100),
            settings.duration("load.retryDelay", Duration.ofMillis(10)),
            settings.whole("load.requestsPerClient", 0, 1_000_000));
    if (repeats.retries() == 0 && !closed && settings.asked("load.retryDelay")) {
      settings.problem("load.retryDelay", "means nothing without load.retries or load.clients");
    }
    return Optional.of(repeats).filter(any -> closed || any.retries() > 0);
  }

  private static List<Kind> kinds(Settings settings, boolean mixed) {
    LoadSpec.Api api = settings.choice("load.api", LoadSpec.Api.class);
    boolean stream = settings.flag("load.stream");
    boolean chosen = settings.changed("load.api") || settings.changed("load.stream");
    String words = settings.text(KINDS);
    if (words.equals("auto")) {
      return mixed && !chosen ? MIXED : List.of(Kind.of(api, stream));
    }
    if (chosen) {
      settings.problem(KINDS, "says what load.api and load.stream say too: give one of both");
    }
    List<Kind> kinds = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      Arrays.stream(Kind.values())
          .filter(kind -> kind.label().equals(word.strip()))
          .findFirst()
          .ifPresentOrElse(
              kinds::add,
              () ->
                  settings.problem(
                      KINDS,
                      "must be auto or some of completion, completion-stream, chat, chat-stream"
                          + Nearest.hint(word.strip(), KIND_WORDS)));
    }
    return kinds.isEmpty() ? MIXED : kinds;
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
