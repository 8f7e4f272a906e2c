package io.faultstream.target.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder in which Dynamo is installed: a Python environment, a model directory without weights,
 * and servers where they were asked for. Asking is stateless.
 *
 * @param home the folder
 */
public record Installation(Path home) {
  /** Written last, so that a folder without it is not whole. */
  private static final String WHOLE = "installed.txt";

  /** Makes the model directory. */
  static final String MODEL = "model_directory.py";

  /** The libraries. */
  static final String REQUIREMENTS = "requirements.txt";

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

  /** Locked while somebody installs. */
  Path lock() {
    return home.resolve(".lock");
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

  /** What the mark says when this project installs that version: it, and what it is made by. */
  static String wanted(String version) throws IOException {
    return version + "\n" + Resource.text(REQUIREMENTS) + Resource.text(MODEL);
  }

  /**
   * Whether it is whole and what this project would install for that version.
   *
   * @throws IOException when the mark cannot be read
   */
  boolean upToDate(String version) throws IOException {
    return whole() && Files.readString(mark()).equals(wanted(version));
  }

  /**
   * Whether an installation of that version was brought to its end here, by any state of this
   * project.
   *
   * @throws IOException when the mark cannot be read
   */
  boolean ofVersion(String version) throws IOException {
    return Files.isRegularFile(mark())
        && Files.readString(mark()).lines().findFirst().equals(Optional.of(version));
  }

  /**
   * Whether installing would clear a folder that no installation of ours made. Ours leave their
   * lock, and a mark.
   */
  boolean foreign() {
    boolean there = Files.exists(environment()) || Files.exists(model());
    return there && !Files.exists(lock()) && !Files.exists(mark());
  }
}
