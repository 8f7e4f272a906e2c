package io.faultstream.report;

import io.faultstream.history.FaultEvent;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.PhaseSpec;
import java.util.List;

/**
 * The lines on the console, as text; printing them is the caller's. No line is wider than {@value
 * #COLUMNS} columns, save for paths and commands that must be copied whole.
 *
 * @param colours whether to colour verdicts with ANSI codes; false where {@code NO_COLOR} is set
 */
public record Console(boolean colours) {
  /** Widest line. */
  public static final int COLUMNS = 110;

  /** What will be done, before anything starts. */
  public String plan(ExperimentSpec spec, String commit, List<String> warnings) {
    throw new UnsupportedOperationException(spec.simulation() + commit + warnings);
  }

  /** Names of the columns of {@link #progress}, printed once. */
  public String progressHeader() {
    throw new UnsupportedOperationException();
  }

  /** How the run stands: one line. */
  public String progress(Progress progress) {
    throw new UnsupportedOperationException(progress.toString());
  }

  /** A phase begins: one line. */
  public String phase(PhaseSpec phase, long atNanos) {
    throw new UnsupportedOperationException(phase.toString() + atNanos);
  }

  /** A step of a fault: one line. */
  public String fault(FaultEvent event) {
    throw new UnsupportedOperationException(event.toString());
  }

  /** The last screen: at most 25 lines, the verdict first. */
  public String result(ReportInput input, String folder) {
    throw new UnsupportedOperationException(input + folder);
  }
}
