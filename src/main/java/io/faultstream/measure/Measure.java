package io.faultstream.measure;

import io.faultstream.history.GapIntervals;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Mishap;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.RunFolder;
import io.faultstream.history.VersionProfile;
import io.faultstream.measure.counters.Counting;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Measures a run from its folder alone, in one pass over the observations. A file that is missing
 * or broken is no exception but a sentence in {@link Details#problems}, so that a run that was cut
 * off can be measured as far as it goes.
 */
public final class Measure {
  private Measure() {}

  /**
   * All figures of a run.
   *
   * @throws IOException when {@code faults.jsonl} or {@code mishaps.jsonl} cannot be read
   */
  public static Summary summarize(RunFolder folder, ExperimentSpec spec) throws IOException {
    return of(folder, spec).summary();
  }

  /**
   * All figures of a run, and what claims need beside them.
   *
   * @throws IOException when {@code faults.jsonl} or {@code mishaps.jsonl} cannot be read
   */
  public static Measured of(RunFolder folder, ExperimentSpec spec) throws IOException {
    List<String> problems = new ArrayList<>();
    List<FaultWindow> windows = FaultWindows.of(spec.faults(), folder.faultEvents());
    List<MetricSample> metrics = readMetrics(folder, problems);
    VersionProfile profile = readProfile(folder, problems);
    Counting counting =
        Counting.of(metrics, profile, FaultWindows.injections(windows), spec.load());
    Pass pass = new Pass(spec, windows, counting);
    boolean complete = readObservations(folder, pass, problems);
    Map<Phase, Histogram> gaps = readGaps(folder, problems);
    Summary summary = pass.summary(gaps, complete);
    Details details = pass.details(summary, problems, mishaps(folder));
    return new Measured(summary, details, metrics, profile, pass.histograms(gaps));
  }

  private static Optional<List<String>> mishaps(RunFolder folder) throws IOException {
    return Files.exists(folder.file(RunFolder.MISHAPS))
        ? Optional.of(folder.mishaps().stream().map(Mishap::what).toList())
        : Optional.empty();
  }

  private static List<MetricSample> readMetrics(RunFolder folder, List<String> problems) {
    try {
      return folder.metrics();
    } catch (IOException e) {
      problems.add("the samples of metrics cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private static VersionProfile readProfile(RunFolder folder, List<String> problems) {
    try {
      return folder.environment().profile();
    } catch (IOException e) {
      problems.add("the target's version cannot be read: " + e.getMessage());
      return VersionProfile.UNKNOWN;
    }
  }

  private static boolean readObservations(RunFolder folder, Pass pass, List<String> problems) {
    try {
      var end = ObservationLog.read(folder.file(RunFolder.OBSERVATIONS), pass::add);
      if (!end.complete()) {
        problems.add("the record of requests has no end mark: it was cut off");
      }
      return end.complete();
    } catch (IOException e) {
      problems.add("the record of requests cannot be read: " + e.getMessage());
      return false;
    }
  }

  /** A line of the file that was cut off throws what the decoder of HdrHistogram likes to. */
  private static Map<Phase, Histogram> readGaps(RunFolder folder, List<String> problems) {
    try {
      return GapIntervals.read(folder.file(RunFolder.INTERVALS));
    } catch (IOException | RuntimeException e) {
      problems.add("the record of gaps cannot be read: " + e.getMessage());
      return new EnumMap<>(Phase.class);
    }
  }
}
