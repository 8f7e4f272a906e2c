package io.faultstream.experiment.life;

import io.faultstream.history.Environment;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.claims.Judge;
import io.faultstream.measure.Measure;
import io.faultstream.measure.Measured;
import io.faultstream.measure.Summary;
import io.faultstream.report.Report;
import io.faultstream.report.ReportInput;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measuring, judging and reporting from a run's folder alone: the end of a run, and the whole of
 * judging it again.
 *
 * @param judgement the verdict
 * @param report what the last screen shows, empty when the history could not be measured
 */
public record Conclusion(Judgement judgement, Optional<ReportInput> report) {

  /**
   * Concludes a run and writes {@code summary.json}, {@code verdict.json} and {@code report.html}.
   * What goes wrong on the way makes the run INCONCLUSIVE, never a PASS.
   *
   * @param spec what was asked, maybe with other limits than when it was played
   * @throws IOException when not even the verdict can be written
   */
  public static Conclusion of(RunFolder folder, ExperimentSpec spec) throws IOException {
    Measured measured;
    try {
      measured = Measure.of(folder, spec);
    } catch (IOException | RuntimeException e) {
      return notMeasured(folder, spec, e);
    }
    return of(folder, spec, measured);
  }

  /**
   * The same of a run that was measured already.
   *
   * @throws IOException when not even the verdict can be written
   */
  public static Conclusion of(RunFolder folder, ExperimentSpec spec, Measured measured)
      throws IOException {
    Judgement judgement;
    try {
      folder.write(RunFolder.SUMMARY, measured.summary());
      judgement =
          Judge.judge(new StoredRun(spec, measured, measured.metrics(), measured.profile()));
    } catch (IOException | RuntimeException e) {
      return notMeasured(folder, spec, e);
    }
    folder.write(RunFolder.VERDICT, judgement);
    return new Conclusion(judgement, page(folder, spec, measured.summary(), judgement));
  }

  private static Conclusion notMeasured(RunFolder folder, ExperimentSpec spec, Exception e)
      throws IOException {
    String why = e instanceof IOException ? e.getMessage() : e.toString();
    Judgement none = unmeasured(spec, "the run could not be measured and judged: " + why);
    folder.write(RunFolder.VERDICT, none);
    return new Conclusion(none, Optional.empty());
  }

  /** Writes the page; without it the verdict still stands. */
  private static Optional<ReportInput> page(
      RunFolder folder, ExperimentSpec spec, Summary summary, Judgement judgement) {
    try {
      Environment environment = folder.environment();
      ReportInput input =
          new ReportInput(spec, environment, summary, judgement, folder.faultEvents());
      folder.writeText(RunFolder.REPORT, Report.html(input));
      return Optional.of(input);
    } catch (IOException | RuntimeException e) {
      System.err.println("the report could not be written: " + e);
      return Optional.empty();
    }
  }

  /** The verdict of a run that cannot be measured. */
  static Judgement unmeasured(ExperimentSpec spec, String reason) {
    return new Judgement(
        Judgement.SCHEMA,
        spec.simulation(),
        spec.target().kind().name().toLowerCase(Locale.ROOT),
        Verdict.INCONCLUSIVE,
        reason,
        List.of());
  }

  /** Exit codes of the command line by verdict. */
  public static int exitCode(Verdict verdict) {
    return Map.of(Verdict.PASS, 0, Verdict.FAIL, 1, Verdict.REGRESSED, 2, Verdict.INCONCLUSIVE, 3)
        .getOrDefault(verdict, 3);
  }
}
