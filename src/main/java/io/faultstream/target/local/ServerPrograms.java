package io.faultstream.target.local;

import io.faultstream.etcd.program.EtcdProgram;
import io.faultstream.etcd.program.EtcdPrograms;
import io.faultstream.process.Programs;
import io.faultstream.process.install.InstallException;
import io.faultstream.spec.settings.Homes;
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

  private static final String ETCD = "etcd";

  /**
   * An etcd server, downloaded where there is none.
   *
   * @param asked the path from the settings, empty: look for it
   * @throws IOException when there is none that will do: a message that names the ways to get one
   */
  EtcdProgram etcd(String asked) throws IOException, InterruptedException {
    boolean unpackedOnly = asked.isEmpty() && Programs.find(ETCD).isEmpty();
    String named = unpackedOnly ? unpacked(ETCD).map(Path::toString).orElse("") : asked;
    try {
      return new EtcdPrograms(Path.of(Homes.etcd()), Programs::find, System.out::println)
          .find(named, "target.local.etcd");
    } catch (InstallException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

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
