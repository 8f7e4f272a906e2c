package io.faultstream.target.local;

import io.faultstream.process.Programs;
import io.faultstream.process.install.InstallException;
import io.faultstream.process.install.InstallLock;
import io.faultstream.process.install.InstallStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes an {@link Installation}: once, step by step, with a line for each. The mark of a whole
 * installation is written last, so that one that was cut off is made anew. One at a time per
 * folder, also across processes.
 *
 * @param installation where
 * @param python the interpreter to make the environment with: a path, or a name on the PATH
 * @param version Dynamo's version
 * @param progress takes the lines
 */
public record Installer(
    Installation installation, String python, String version, Consumer<String> progress) {
  private static final int STEPS = 4;

  private static final String INDEX =
      "Is the package index reached, directly or by pip's own settings? Then run install-dynamo"
          + " again.";

  /** What is done while the lock is held. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InstallException, InterruptedException;
  }

  /**
   * Installs Dynamo unless it is there.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws InterruptedException when interrupted meanwhile
   */
  public void install() throws InstallException, InterruptedException {
    locked(
        () -> {
          if (installation.upToDate(version)) {
            progress.accept("already there: " + installation.home());
            return;
          }
          Files.deleteIfExists(installation.mark());
          steps();
          Files.writeString(installation.mark(), Installation.wanted(version));
          progress.accept("installed: " + installation.home());
        });
  }

  /**
   * Unpacks an etcd and a NATS server from the distribution's packages, without root.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws InterruptedException when interrupted meanwhile
   */
  public void servers() throws InstallException, InterruptedException {
    locked(() -> new ServerPackages(installation, Programs::find, progress).unpack());
  }

  private void locked(Work work) throws InstallException, InterruptedException {
    try {
      Files.createDirectories(installation.home());
      // Asked before the lock is made, as the lock says that the folder is ours.
      if (installation.foreign()) {
        throw new InstallException(
            installation.home()
                + " has a venv or a model that install-dynamo did not make and would clear: name"
                + " another folder with --home");
      }
      InstallLock lock = lock();
      try {
        work.run();
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new InstallException("cannot write to " + installation.home() + ": " + e);
    }
  }

  private InstallLock lock() throws IOException, InstallException {
    return InstallLock.tryAcquire(installation.lock())
        .orElseThrow(
            () -> new InstallException("another process is installing in " + installation.home()));
  }

  private void steps() throws IOException, InstallException, InterruptedException {
    Path found = interpreter();
    Files.deleteIfExists(installation.log());
    step(
        1,
        "Python environment",
        List.of(found.toString(), "-m", "venv", "--clear", installation.environment().toString()));
    step(
        2,
        "Dynamo " + version + " (about 80 MB)",
        pip("--no-deps", "ai-dynamo==" + version, "ai-dynamo-runtime==" + version));
    step(
        3,
        "libraries (about 600 MB on disk)",
        pip("-r", resource(Installation.REQUIREMENTS).toString()));
    step(
        STEPS,
        "model directory",
        List.of(
            installation.python().toString(),
            resource(Installation.MODEL).toString(),
            installation.model().toString()));
  }

  private void step(int number, String what, List<String> command)
      throws InstallException, InterruptedException {
    progress.accept(number + "/" + STEPS + "  " + what + " …");
    String advice = command.contains("pip") ? INDEX : "";
    new InstallStep(what, command, installation.home(), advice).run(installation.log());
  }

  private List<String> pip(String... arguments) {
    List<String> command = new ArrayList<>(List.of(installation.python().toString(), "-m", "pip"));
    command.addAll(List.of("install", "--disable-pip-version-check", "--no-input"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The interpreter, when it is one that Dynamo has wheels for. */
  private Path interpreter() throws InstallException, InterruptedException {
    Optional<Path> found =
        python.contains("/")
            ? Optional.of(Path.of(python)).filter(Files::isExecutable)
            : Programs.find(python);
    String advice =
        "; Dynamo needs Python 3.10 to 3.13 with venv: apt-get install python3 python3-venv, or"
            + " name one with --python";
    if (found.isEmpty()) {
      String where = python.contains("/") ? "" : " on the PATH";
      throw new InstallException("no " + python + where + advice);
    }
    String check =
        "import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))";
    try {
      new InstallStep(
              "looking at " + found.get(),
              List.of(found.get().toString(), "-c", check),
              installation.home(),
              "")
          .run(installation.log());
    } catch (InstallException e) {
      throw new InstallException(found.get() + " will not do" + advice + "\n" + e.getMessage());
    }
    return found.get();
  }

  private Path resource(String name) throws IOException {
    Path file = installation.home().resolve(name);
    Resource.write(name, file);
    return file;
  }
}
