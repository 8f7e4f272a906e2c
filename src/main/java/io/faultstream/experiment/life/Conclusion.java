package io.faultstream.experiment.life;

import io.faultstream.history.Environment;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.claims.Judge;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.measure.Measure;
import io.faultstream.measure.Measured;
import io.faultstream.report.Report;
import io.faultstream.report.ReportInput;
import io.faultstream.report.junit.JUnitXml;
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

  /** What a run is compared with. */
  @FunctionalInterface
  private interface Comparing {
    Comparison of(RunFolder folder, ExperimentSpec spec, Measured measured) throws IOException;
  }

  /**
   * A run as it is measured, compared and judged.
   *
   * @param measured the figures
   * @param comparison with the accepted runs; empty when it could not be made
   * @param judgement the verdict
   */
  public record Looked(Measured measured, Optional<Comparison> comparison, Judgement judgement) {

    /** Whether all claims hold but the comparison with the accepted runs. */
    public boolean onlyComparison() {
      return judgement.claims().stream()
          .allMatch(c -> c.verdict() == Verdict.PASS || c.id().equals(NoRegression.ID));
    }
  }

  /** Compares and judges a run that was measured, and writes nothing. */
  public static Looked look(RunFolder folder, ExperimentSpec spec, Measured measured) {
    return look(folder, spec, measured, AcceptedRuns::comparison);
  }

  private static Looked look(
      RunFolder folder, ExperimentSpec spec, Measured measured, Comparing comparing) {
    try {
      Comparison made = comparing.of(folder, spec, measured);
      Judgement judgement = judged(spec, measured, made.finding());
      return new Looked(measured, Optional.of(made), judgement.saying(made.sentence()));
    } catch (IOException | RuntimeException e) {
      String cause = e instanceof IOException ? e.getMessage() : e.toString();
      String why = "the comparison could not be made: " + cause;
      Judgement judgement = judged(spec, measured, Optional.of(Finding.inconclusive(why)));
      return new Looked(measured, Optional.empty(), judgement.saying(why));
    }
  }

  private static Judgement judged(
      ExperimentSpec spec, Measured measured, Optional<Finding> compared) {
    return Judge.judge(
        new StoredRun(spec, measured, measured.metrics(), measured.profile(), compared));
  }

  /**
   * Concludes a run and writes {@code summary.json}, {@code comparison.json}, {@code verdict.json},
   * {@code junit.xml} and {@code report.html}. What goes wrong on the way makes the run
   * INCONCLUSIVE, never a PASS.
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
    return of(folder, spec, measured, AcceptedRuns::comparison);
  }

  /**
   * The same against the baseline as it is now, together with repeats of the run.
   *
   * @throws IOException when not even the verdict can be written
   */
  public static Conclusion comparedAnew(
      RunFolder folder, ExperimentSpec spec, Measured measured, List<RunFigures> repeats)
      throws IOException {
    return of(
        folder, spec, measured, (run, asked, seen) -> AcceptedRuns.anew(run, asked, seen, repeats));
  }

  private static Conclusion of(
      RunFolder folder, ExperimentSpec spec, Measured measured, Comparing comparing)
      throws IOException {
    Looked looked;
    try {
      looked = look(folder, spec, measured, comparing);
      folder.write(RunFolder.SUMMARY, measured.summary());
      if (looked.comparison.isPresent()) {
        folder.write(RunFolder.COMPARISON, looked.comparison.get());
      }
    } catch (IOException | RuntimeException e) {
      return notMeasured(folder, spec, e);
    }
    write(folder, spec, looked.judgement);
    return new Conclusion(looked.judgement, page(folder, spec, looked));
  }

  private static void write(RunFolder folder, ExperimentSpec spec, Judgement judgement)
      throws IOException {
    folder.write(RunFolder.VERDICT, judgement);
    folder.writeText(
        RunFolder.JUNIT, JUnitXml.of(folder.name(), spec, environment(folder), judgement));
  }

  private static Optional<Environment> environment(RunFolder folder) {
    try {
      return Optional.of(folder.environment());
    } catch (IOException e) {
      System.err.println("where the run was made is not known: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Conclusion notMeasured(RunFolder folder, ExperimentSpec spec, Exception e)
      throws IOException {
    String why = e instanceof IOException ? e.getMessage() : e.toString();
    Judgement none = unmeasured(spec, "the run could not be measured and judged: " + why);
    write(folder, spec, none);
    return new Conclusion(none, Optional.empty());
  }

  /** Writes the page; without it the verdict still stands. */
  private static Optional<ReportInput> page(RunFolder folder, ExperimentSpec spec, Looked looked) {
    try {
      Environment environment = folder.environment();
      ReportInput input =
          new ReportInput(
              spec,
              environment,
              looked.measured.summary(),
              looked.judgement,
              folder.faultEvents(),
              looked.comparison,
              looked.measured.store());
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
