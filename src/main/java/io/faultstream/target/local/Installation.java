package io.faultstream.target.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which Dynamo is installed: a Python environment, a model directory without weights,
 * and servers where they were asked for. Asking is stateless.
 *
 * @param home the folder
 */
public record Installation(Path home) {
  /** Written last, so that a folder without it is not whole. */
  private static final String WHOLE = "installed.txt";

  /** The interpreter that has Dynamo. */
  public Path python() {
    return home.resolve("venv").resolve("bin").resolve("python");
  }

  /** The Python environment. */
  Path environment() {
    return home.resolve("venv");
  }

  /** The directory of the model that counting engine and mocker serve. */
  public Path model() {
    return home.resolve("model");
  }

  /** Where unpacked servers are. */
  Path servers() {
    return home.resolve("servers");
  }

  /** What the steps of the installation said. */
  Path log() {
    return home.resolve("install.log");
  }

  /** The mark of a whole installation; it holds what was installed. */
  Path mark() {
    return home.resolve(WHOLE);
  }

  /** Whether an installation was brought to its end here. */
  public boolean whole() {
    return Files.isRegularFile(mark())
        && Files.isExecutable(python())
        && Files.isRegularFile(model().resolve("numbers.json"));
  }
}
