package io.faultstream.process.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A package of Debian or Ubuntu, downloaded and unpacked into a folder without root. Stateless.
 *
 * @param name the package's name
 * @param programs finds a program by its name
 * @param instead what to do where there are no such packages, a half sentence
 */
public record DistributionPackage(
    String name, Function<String, Optional<Path>> programs, String instead) {
  private static final String LISTS =
      "The package lists may be missing or too old: run apt-get update as root, then this again.";

  /**
   * Unpacks it; nobody else may do so in this folder meanwhile.
   *
   * @param folder where, made where it is not there
   * @param log takes what the programs say
   * @throws InstallException when it cannot be done: why, and what to do
   * @throws IOException when the folder cannot be written
   * @throws InterruptedException when interrupted meanwhile
   */
  public void unpack(Path folder, Path log)
      throws InstallException, IOException, InterruptedException {
    Path download = program("apt-get");
    Path unpack = program("dpkg-deb");
    Files.createDirectories(folder);
    // Of a run that was cut off: perhaps half a file, perhaps an old one.
    for (Path old : files(folder)) {
      Files.delete(old);
    }
    List<String> command = List.of(download.toString(), "download", name);
    new InstallStep("downloading " + name, command, folder, LISTS).run(log);
    List<Path> downloaded = files(folder);
    if (downloaded.isEmpty()) {
      throw new InstallException("apt-get gave no file for " + name);
    }
    for (Path file : downloaded) {
      List<String> words = List.of(unpack.toString(), "-x", file.toString(), folder.toString());
      new InstallStep("unpacking " + name, words, folder, "").run(log);
      Files.delete(file);
    }
  }

  private Path program(String program) throws InstallException {
    return programs
        .apply(program)
        .orElseThrow(() -> new InstallException("no " + program + " here: " + instead));
  }

  private List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "_*.deb")) {
      files.forEach(found::add);
    }
    return found;
  }
}
