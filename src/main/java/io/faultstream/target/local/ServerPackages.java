package io.faultstream.target.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The distribution's packages of an etcd and a NATS server, unpacked into an installation without
 * root. Stateless.
 *
 * @param installation where
 * @param programs finds a program by its name
 * @param progress takes a line for each
 */
record ServerPackages(
    Installation installation,
    Function<String, Optional<Path>> programs,
    Consumer<String> progress) {
  /** Packages of Debian and Ubuntu that have the servers. */
  private static final List<String> NAMES = List.of("etcd-server", "nats-server");

  private static final String LISTS =
      "The package lists may be missing or too old: run apt-get update as root, then this again.";

  /**
   * Unpacks all; the installation's lock must be held.
   *
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws IOException when the folder cannot be written
   */
  void unpack() throws InstallException, IOException, InterruptedException {
    Path download = program("apt-get");
    Path unpack = program("dpkg-deb");
    Path folder = Files.createDirectories(installation.servers());
    for (String name : NAMES) {
      progress.accept("server " + name + " …");
      // Of a run that was cut off: perhaps half a file, perhaps an old one.
      for (Path old : files(folder, name)) {
        Files.delete(old);
      }
      List<String> command = List.of(download.toString(), "download", name);
      new InstallStep("downloading " + name, command, folder, LISTS).run(installation.log());
      List<Path> downloaded = files(folder, name);
      if (downloaded.isEmpty()) {
        throw new InstallException("apt-get gave no file for " + name);
      }
      for (Path file : downloaded) {
        unpack(unpack, name, file);
        Files.delete(file);
      }
    }
  }

  private void unpack(Path unpack, String name, Path file)
      throws InstallException, InterruptedException {
    Path folder = installation.servers();
    List<String> command = List.of(unpack.toString(), "-x", file.toString(), folder.toString());
    new InstallStep("unpacking " + name, command, folder, "").run(installation.log());
  }

  private Path program(String name) throws InstallException {
    return programs
        .apply(name)
        .orElseThrow(
            () ->
                new InstallException(
                    "no "
                        + name
                        + " here: install an etcd and a nats-server yourself and put them on the"
                        + " PATH, or name them in target.local.etcd and target.local.nats"));
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "_*.deb")) {
      files.forEach(found::add);
    }
    return found;
  }
}
