package io.faultstream.target.local;

import io.faultstream.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of servers that are not ours: named in the settings, on the PATH, or unpacked
 * in the installation. Stateless.
 *
 * @param installation where they may have been unpacked
 */
record ServerPrograms(Installation installation) {
  /** Where the distribution's packages have their programs. */
  private static final String[] FOLDERS = {"usr/bin", "usr/sbin"};

  /**
   * The program of this name.
   *
   * @param asked the path from the settings, empty: look for it
   * @param key the setting, for the message
   * @throws IOException when there is none: one line that names the ways to get one
   */
  Path find(String name, String asked, String key) throws IOException {
    if (!asked.isEmpty()) {
      if (Files.isExecutable(Path.of(asked))) {
        return Path.of(asked);
      }
      throw new IOException(key + " = " + asked + ": no program is there");
    }
    return Programs.find(name)
        .or(() -> unpacked(name))
        .orElseThrow(
            () ->
                new IOException(
                    "no "
                        + name
                        + " on the PATH and none unpacked: install one, name it in "
                        + key
                        + ", or run: mvn -q compile exec:java"
                        + " -Dexec.args=\"install-dynamo --servers\""));
  }

  private Optional<Path> unpacked(String name) {
    return Stream.of(FOLDERS)
        .map(folder -> installation.servers().resolve(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
