package io.faultstream.measure;

import io.faultstream.history.FaultEvent;
import io.faultstream.history.GapIntervals;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Mishap;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.RunFolder;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.measure.cancellation.CancelTally;
import io.faultstream.measure.census.Census;
import io.faultstream.measure.counters.Counting;
import io.faultstream.measure.loss.StoreLosses;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Measures a run from its folder alone, in one pass over the observations. A run that was cut off
 * is measured as far as it goes. A file that is missing or broken is a sentence in {@link
 * Details#problems}, or, where the folder is asked to be {@link #whole}, an exception.
 */
public final class Measure {
  private final RunFolder folder;
  private final ExperimentSpec spec;
  private final boolean strict;
  private final List<String> problems = new ArrayList<>();
  private long last = Long.MIN_VALUE;
  private long lastRequestEnd = Long.MIN_VALUE;

  private Measure(RunFolder folder, ExperimentSpec spec, boolean strict) {
    this.folder = folder;
    this.spec = spec;
    this.strict = strict;
  }

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
    return new Measure(folder, spec, false).measured();
  }

  /**
   * The same of a folder in which every file must be readable; a run that was cut off is.
   *
   * @throws IOException when a file is missing or broken: one line that names it
   */
  public static Measured whole(RunFolder folder, ExperimentSpec spec) throws IOException {
    return new Measure(folder, spec, true).measured();
  }

  private Measured measured() throws IOException {
    List<FaultEvent> events = folder.faultEvents();
    events.forEach(event -> recorded(event.atNanos()));
    List<FaultWindow> windows = FaultWindows.of(spec.faults(), events);
    List<MetricSample> metrics =
        read("the samples of metrics cannot be read", folder::metrics, List.of());
    metrics.forEach(sample -> recorded(sample.atNanos()));
    VersionProfile profile =
        read(
            "the target's version cannot be read",
            () -> folder.environment().profile(),
            VersionProfile.UNKNOWN);
    Counting counting =
        Counting.of(metrics, profile, FaultWindows.injections(windows), spec.load());
    List<TraceEvent> traces =
        read("the traces of cancelled requests cannot be read", folder::traces, List.of());
    boolean counted = profile.learning(metrics).counters().contains(TargetCounter.CANCELLATIONS);
    CancelTally.Evidence evidence = new CancelTally.Evidence(metrics, traces, counted);
    Optional<CancelTally> cancels =
        spec.cancellation().map(plan -> new CancelTally(spec, plan, evidence));
    Pass pass = new Pass(spec, windows, counting, cancels);
    List<ProcessEnd> ends = read("the ends of processes cannot be read", folder::ends, List.of());
    StoreLosses losses = new StoreLosses(spec, FaultWindows.injections(windows), ends);
    boolean complete =
        read("the record of requests cannot be read", () -> readObservations(pass, losses), false);
    Map<Phase, Histogram> gaps =
        read(
            "the record of gaps cannot be read",
            () -> GapIntervals.read(folder.file(RunFolder.INTERVALS)),
            new EnumMap<>(Phase.class));
    StoreRecord store =
        read("the history of the store cannot be read", folder::store, StoreRecord.NONE);
    Summary summary =
        pass.summary(gaps, complete)
            .with(Census.of(metrics, spec, lastRequestEnd), pass.gaps(store));
    Details details = pass.details(summary, problems, mishaps(folder));
    return new Measured(
        summary, details, metrics, profile, pass.histograms(gaps), store, losses.found(store));
  }

  /** What reads a file. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T read(String problem, Reading<T> reading, T otherwise) throws IOException {
    try {
      return reading.read();
    } catch (IOException e) {
      if (strict) {
        throw e;
      }
      problems.add(problem + ": " + e.getMessage());
      return otherwise;
    }
  }

  private static Optional<List<String>> mishaps(RunFolder folder) throws IOException {
    return Files.exists(folder.file(RunFolder.MISHAPS))
        ? Optional.of(folder.mishaps().stream().map(Mishap::what).toList())
        : Optional.empty();
  }

  private boolean readObservations(Pass pass, StoreLosses losses) throws IOException {
    var end =
        ObservationLog.read(
            folder.file(RunFolder.OBSERVATIONS),
            seen -> {
              pass.add(seen);
              losses.add(seen);
              recorded(seen.times().end());
              if (seen.wasSent()) {
                lastRequestEnd = Math.max(lastRequestEnd, seen.times().end());
              }
            });
    if (!end.complete()) {
      problems.add(cutOff() + ": the record of requests has no end mark");
    }
    return end.complete();
  }

  private void recorded(long nanos) {
    last = Math.max(last, nanos);
  }

  /** The last thing that was recorded tells when. */
  private String cutOff() {
    if (last < 0) {
      return "the run was cut off before anything was recorded";
    }
    boolean over = last >= spec.lengthNanos();
    String where = over ? "after its last phase" : "in " + spec.phaseAt(last).label();
    return String.format(Locale.ROOT, "the run was cut off at %.1f s %s", last / 1e9, where);
  }
}
