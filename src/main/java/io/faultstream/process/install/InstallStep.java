package io.faultstream.process.install;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One program run of an installation, under a deadline; what it says goes to the installation's
 * log. It ends with this JVM, unless that is killed.
 *
 * @param what what it does, for people
 * @param command program and arguments
 * @param folder where it runs
 * @param advice what to do when it fails, a sentence; empty when what it says is enough
 */
public record InstallStep(String what, List<String> command, Path folder, String advice) {
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final int TAIL_LINES = 12;

  /**
   * Runs it to its end.
   *
   * @throws InstallException when it fails or takes too long: with the end of what it said
   * @throws InterruptedException when interrupted; the program is ended
   */
  public void run(Path log) throws InstallException, InterruptedException {
    ProcessTree tree = new ProcessTree();
    Thread hook = new Thread(tree::end, "faultstream-install-end");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new InstallException(what + " is not begun: this process is ending");
    }
    try {
      Process process = start(tree, log);
      if (!process.waitFor(WITHIN.toMinutes(), TimeUnit.MINUTES)) {
        throw failed("not done within " + WITHIN.toMinutes() + " minutes", log);
      }
      if (process.exitValue() != 0) {
        throw failed("exit code " + process.exitValue(), log);
      }
    } finally {
      tree.end();
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing to do.
      return;
    }
  }

  private Process start(ProcessTree tree, Path log) throws InstallException {
    try {
      return tree.start(
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(Redirect.appendTo(log.toFile())));
    } catch (IOException e) {
      throw new InstallException(what + " failed: " + e.getMessage());
    }
  }

  private InstallException failed(String how, Path log) {
    return new InstallException(
        what
            + " failed ("
            + how
            + "): "
            + String.join(" ", command)
            + (advice.isEmpty() ? "" : "\n" + advice)
            + "\nwhat it said last ("
            + log
            + "):\n"
            + tail(log));
  }

  private static String tail(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e.getMessage() + ")";
    }
  }
}
