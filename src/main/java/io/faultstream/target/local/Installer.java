package io.faultstream.target.local;

import io.faultstream.process.Programs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final String MODEL = "model_directory.py";
  private static final String REQUIREMENTS = "requirements.txt";
  private static final int STEPS = 4;

  /** Packages of Debian and Ubuntu that have the servers. */
  private static final List<String> SERVERS = List.of("etcd-server", "nats-server");

  /**
   * Installs Dynamo unless it is there.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws InterruptedException when interrupted meanwhile
   */
  public void install() throws InstallException, InterruptedException {
    try {
      Files.createDirectories(installation.home());
      try (FileChannel channel = lockFile()) {
        // Given back when the channel is closed.
        lock(channel);
        if (installation.whole() && Files.readString(installation.mark()).equals(wanted())) {
          progress.accept("already there: " + installation.home());
          return;
        }
        Files.deleteIfExists(installation.mark());
        steps();
        Files.writeString(installation.mark(), wanted());
        progress.accept("installed: " + installation.home());
      }
    } catch (IOException e) {
      throw new InstallException("cannot write to " + installation.home() + ": " + e);
    }
  }

  /**
   * Unpacks an etcd and a NATS server from the distribution's packages, without root.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws InterruptedException when interrupted meanwhile
   */
  public void servers() throws InstallException, InterruptedException {
    if (Programs.find("apt-get").isEmpty() || Programs.find("dpkg-deb").isEmpty()) {
      throw new InstallException(
          "no apt-get and dpkg-deb here: install an etcd and a nats-server yourself and put them on"
              + " the PATH, or name them in target.local.etcd and target.local.nats");
    }
    try {
      Path folder = Files.createDirectories(installation.servers());
      for (String name : SERVERS) {
        progress.accept("server " + name + " …");
        new InstallStep("downloading " + name, List.of("apt-get", "download", name), folder)
            .run(installation.log());
        Path file = downloaded(folder, name);
        new InstallStep(
                "unpacking " + name,
                List.of("dpkg-deb", "-x", file.toString(), folder.toString()),
                folder)
            .run(installation.log());
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new InstallException("cannot write to " + installation.servers() + ": " + e);
    }
  }

  private static Path downloaded(Path folder, String name) throws IOException, InstallException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "_*.deb")) {
      for (Path file : files) {
        return file;
      }
    }
    throw new InstallException("apt-get gave no file for " + name);
  }

  private FileChannel lockFile() throws IOException {
    return FileChannel.open(
        installation.home().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void lock(FileChannel channel) throws IOException, InstallException {
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    }
    if (!free) {
      throw new InstallException("another process is installing in " + installation.home());
    }
  }

  /** What the mark of this installation says: its version, and what it is made by. */
  private String wanted() throws IOException {
    return version + "\n" + Resource.text(REQUIREMENTS) + Resource.text(MODEL);
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
    step(3, "libraries (about 600 MB on disk)", pip("-r", resource(REQUIREMENTS).toString()));
    step(
        STEPS,
        "model directory",
        List.of(
            installation.python().toString(),
            resource(MODEL).toString(),
            installation.model().toString()));
  }

  private void step(int number, String what, List<String> command)
      throws InstallException, InterruptedException {
    progress.accept(number + "/" + STEPS + "  " + what + " …");
    new InstallStep(what, command, installation.home()).run(installation.log());
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
              installation.home())
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
