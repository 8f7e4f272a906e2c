package io.faultstream.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs on the PATH. Stateless. */
public final class Programs {
  private Programs() {}

  /** Whether a command's first word can be run: a path as it is, anything else on the PATH. */
  public static boolean exists(String program) {
    return program.contains(File.separator)
        ? Files.isExecutable(Path.of(program))
        : find(program).isPresent();
  }

  /** The first executable of this name on the PATH. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(program) && Files.isRegularFile(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }
}
