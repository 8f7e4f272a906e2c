package io.faultstream.spec.settings;

import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Prompt;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.LocalSpec.Stores;
import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.OnTerminate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys under {@code target.local}. */
final class LocalSettings {
  private static final String AT = "target.local.";
  static final String DEFECT = AT + "defect";

  /** Of the vocabulary and the context that model_directory.py and the counting engine have. */
  private static final int NUMBERS = 10_000;

  private static final int CONTEXT = 131_072;

  /** A blank and a digit; the chat template around them was seen to take 19. */
  private static final int TOKENS_PER_DIGIT = 2;

  private static final int TEMPLATE_TOKENS = 32;

  private LocalSettings() {}

  /** Reads them; mistakes are noted in the settings. */
  static LocalSpec read(Settings settings) {
    String version = notEmpty(settings, "version");
    String home = Homes.dynamo(settings.text(AT + "home"), version);
    String python = settings.text(AT + "python");
    Engine engine = settings.choice(AT + "engine", Engine.class);
    if (engine != Engine.COUNTING) {
      settings.refuse(
          List.of(AT + "stepMillis", AT + "prefillMillis"),
          "is only for target.local.engine=counting");
    }
    return new LocalSpec(
        version,
        home,
        python.isEmpty() ? Path.of(home, "venv", "bin", "python").toString() : python,
        engine,
        command(settings, engine),
        settings.number(AT + "stepMillis", 0.1, 10_000),
        settings.number(AT + "prefillMillis", 0, 600_000),
        defect(settings, engine),
        words(settings.text(AT + "workerArguments")),
        words(settings.text(AT + "frontendArguments")),
        settings.whole(AT + "port", 0, 65_535),
        notEmpty(settings, "router"),
        stores(settings),
        settings.word(AT + "logLevel", List.of("error", "warn", "info", "debug", "trace")));
  }

  /** Notes where the replies could not be what the load takes them for. */
  static void check(Settings settings, LocalSpec local, LoadSpec load) {
    boolean counts = local.engine() == Engine.COUNTING;
    if (!counts && load.text() == TextCheck.COUNTING) {
      settings.problem("load.text", "counting needs target.local.engine=counting");
    }
    if (counts && load.outputTokens() > NUMBERS) {
      settings.problem("load.outputTokens", "the counting engine counts to " + NUMBERS);
    }
    int prompt = TOKENS_PER_DIGIT * load.inputTokens() + TEMPLATE_TOKENS;
    boolean room = prompt + load.outputTokens() <= CONTEXT;
    if (counts && load.prompt() == Prompt.DIGITS && !room) {
      settings.problem(
          "load.inputTokens",
          "a word is two tokens of the counting engine, and prompt and reply have " + CONTEXT);
    }
  }

  /** Notes what a real Dynamo cannot do of what was asked of any target. */
  static void check(Settings settings, TargetSpec target, LocalSpec local) {
    if (target.onTerminate() == OnTerminate.MIGRATE && local.engine() != Engine.COUNTING) {
      settings.problem(
          "target.onTerminate", "migrate needs target.local.engine=counting on the local target");
    }
    target.split().ifPresent(split -> check(settings, split, local));
    boolean wholeSeconds =
        target.backendTimeout().filter(time -> time.toMillis() % 1000 != 0).isEmpty();
    if (!wholeSeconds) {
      settings.problem("target.backendTimeout", "must be whole seconds on the local target");
    }
  }

  private static void check(Settings settings, Split split, LocalSpec local) {
    boolean told = local.command().stream().anyMatch(word -> word.contains("{mode}"));
    if (local.engine() == Engine.COMMAND && !told) {
      settings.problem(
          "target.topology",
          "disagg with target.local.engine=command needs {mode} in target.local.command");
    }
    boolean tried = local.version().equals(Homes.VERSION);
    if (split.prefillCancel() == PrefillCancel.ABORT && tried) {
      settings.problem("target.prefillCancel", "Dynamo " + Homes.VERSION + " completes a prefill");
    }
  }

  private static List<String> command(Settings settings, Engine engine) {
    List<String> command = words(settings.text(AT + "command"));
    if (engine == Engine.COMMAND && command.isEmpty()) {
      settings.problem(AT + "command", "must be given with target.local.engine=command");
    }
    if (engine != Engine.COMMAND && !command.isEmpty()) {
      settings.problem(AT + "command", "is only for target.local.engine=command");
    }
    return command;
  }

  private static String defect(Settings settings, Engine engine) {
    String defect =
        settings.word(
            DEFECT,
            List.of(
                "none",
                "repeat-after-migration",
                "skip-after-migration",
                "wrong-text-after-migration",
                "restart-after-migration",
                "ignore-cancel"));
    if (engine != Engine.COUNTING && !defect.equals("none")) {
      settings.problem(DEFECT, "is only for target.local.engine=counting");
    }
    return defect;
  }

  private static Stores stores(Settings settings) {
    return new Stores(
        settings.choice(AT + "requestPlane", LocalSpec.Plane.class),
        settings.word(AT + "eventPlane", List.of("zmq", "nats")),
        settings.text(AT + "nats"));
  }

  private static String notEmpty(Settings settings, String key) {
    String text = settings.text(AT + key);
    if (text.isBlank()) {
      settings.problem(AT + key, "must not be empty");
    }
    return text;
  }

  private static List<String> words(String text) {
    return Optional.of(text.strip())
        .filter(some -> !some.isEmpty())
        .map(some -> List.of(some.split("\\s+", -1)))
        .orElse(List.of());
  }
}
