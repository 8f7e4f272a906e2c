package io.faultstream.cli;

import io.faultstream.history.RunFolder;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run that was named on the command line.
 *
 * @param folder its folder
 * @param spec what was asked of it
 */
record NamedRun(RunFolder folder, ExperimentSpec spec) {

  /**
   * Opens it.
   *
   * @throws BadRunException when this is no run of ours
   */
  static NamedRun open(Path path) {
    try {
      RunFolder folder = RunFolder.open(path);
      return new NamedRun(folder, folder.spec());
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
  }

  /** Name of its folder. */
  String name() {
    return String.valueOf(folder.root().getFileName());
  }
}
