package io.faultstream.network.namespace;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs under a deadline of 10 s each. Stateless. */
final class BoundedCommands implements Commands {
  /** Each of them is done within milliseconds; the kernel may be busy taking a network down. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private static final int MOST_CHARACTERS = 160;

  @Override
  public String run(List<String> words) throws IOException, InterruptedException {
    // Files, as a pipe that nobody reads would fill.
    Path out = Files.createTempFile("faultstream-", ".out");
    Path error = Files.createTempFile("faultstream-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(error.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        if (!process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
          throw failed(words, "not done within " + WITHIN.toSeconds() + " s", text(error));
        }
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw failed(words, "exit code " + process.exitValue(), text(error));
      }
      return text(out);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(error);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static IOException failed(List<String> words, String how, String said) {
    String command = String.join(" ", words).replace('\n', ';');
    String shown =
        command.length() > MOST_CHARACTERS ? command.substring(0, MOST_CHARACTERS) + "…" : command;
    return new IOException(shown + ": " + how + (said.isBlank() ? "" : ": " + said.strip()));
  }
}
