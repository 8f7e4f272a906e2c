package io.faultstream.cli;

import io.faultstream.experiment.life.AcceptedRuns;
import io.faultstream.history.RunFolder;
import io.faultstream.measure.Measure;
import io.faultstream.measure.Measured;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run that was named on the command line.
 *
 * @param folder its folder
 * @param spec what was asked of it
 * @param measured its figures
 */
record NamedRun(RunFolder folder, ExperimentSpec spec, Measured measured) {

  /**
   * Opens and measures it; nothing is written into it.
   *
   * @throws BadRunException when this is no run of ours, or is damaged
   */
  static NamedRun open(Path path) {
    RunFolder folder;
    ExperimentSpec spec;
    try {
      folder = RunFolder.open(path);
      spec = folder.spec();
    } catch (IOException e) {
      throw new BadRunException(String.valueOf(e.getMessage()));
    }
    try {
      AcceptedRuns.stored(folder);
      return new NamedRun(folder, spec, Measure.whole(folder, spec));
    } catch (IOException e) {
      throw new BadRunException("not judged, " + folder.root() + " is damaged: " + e.getMessage());
    }
  }

  /** Name of its folder. */
  String name() {
    return String.valueOf(folder.root().getFileName());
  }
}
