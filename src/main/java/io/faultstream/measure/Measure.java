package io.faultstream.measure;

import io.faultstream.history.RunFolder;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;

/**
 * Measures a run from its folder alone, in one pass over the observations. A file that is missing
 * or broken is no exception but a sentence in {@link Details#problems}, so that a run that was cut
 * off can be measured as far as it goes.
 */
@org.jspecify.annotations.NullUnmarked
public final class Measure {
  private Measure() {}

  /**
   * All figures of a run.
   *
   * @throws IOException when {@code faults.jsonl} cannot be read
   */
  public static Summary summarize(RunFolder folder, ExperimentSpec spec) throws IOException {
    return of(folder, spec).summary();
  }

  /**
   * All figures of a run, and what claims need beside them.
   *
   * @throws IOException when {@code faults.jsonl} cannot be read
   */
  public static Measured of(RunFolder folder, ExperimentSpec spec) throws IOException {
    if (spec.schema() < 0) {
      return null;
    }
    throw new UnsupportedOperationException("follows");
  }
}
