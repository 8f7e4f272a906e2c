package io.faultstream.judge.comparison;

import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.RunFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often a night is called worse, by simulation with the comparison itself: with nothing changed
 * (a false alarm), and with an overflow phase that is really slower.
 */
public final class OperatingCurve {
  private static final int NIGHTS = 1000;
  private static final int ACCEPTED = 10;
  private static final long SEED = 20_260_301;
  private static final Limits LIMITS = NoRegression.limits(List.of());

  private static final List<Row> ROWS = played();

  private OperatingCurve() {}

  /** The rows of the README's table, played once. */
  static List<Row> rows() {
    return ROWS;
  }

  /**
   * Shares of the nights that are called worse, 0 to 1.
   *
   * @param noise of each phase from run to run
   * @param slower factor by which overflow is slower
   * @param one by one run alone
   * @param three a night whose first run is suspicious is repeated to three
   * @param five and to five, if three leave it suspicious
   * @param suspicious nights whose first run is suspicious
   */
  record Row(
      double noise, double slower, double one, double three, double five, double suspicious) {}

  private static Row row(double noise, double slower) {
    Nights nights = new Nights(SEED, noise);
    int[] found = new int[4];
    for (int night = 0; night < NIGHTS; night++) {
      Baseline baseline = nights.baseline(ACCEPTED);
      List<RunFigures> runs = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        runs.add(nights.run(slower));
      }
      Comparison one = compare(baseline, runs, 1);
      Comparison three = one.suspicious() ? compare(baseline, runs, 3) : one;
      boolean goOn = one.suspicious() && !worse(three) && three.suspicious();
      Comparison five = goOn ? compare(baseline, runs, 5) : three;
      found[0] += worse(one) ? 1 : 0;
      found[1] += worse(three) ? 1 : 0;
      found[2] += worse(five) ? 1 : 0;
      found[3] += one.suspicious() ? 1 : 0;
    }
    double all = NIGHTS;
    return new Row(noise, slower, found[0] / all, found[1] / all, found[2] / all, found[3] / all);
  }

  private static Comparison compare(Baseline baseline, List<RunFigures> runs, int repeats) {
    return Comparer.compare(Nights.question(baseline, runs.subList(0, repeats)), LIMITS);
  }

  private static boolean worse(Comparison comparison) {
    return comparison.verdict().equals(java.util.Optional.of(Verdict.REGRESSED));
  }

  private static List<Row> played() {
    List<Row> rows = new ArrayList<>();
    for (double slower : new double[] {1, 1.2, 1.3, 1.5}) {
      for (double noise : new double[] {0.02, 0.05, 0.10}) {
        rows.add(row(noise, slower));
      }
    }
    return rows;
  }

  /** The README's table. */
  public static String table() {
    StringBuilder table =
        new StringBuilder(
            """

            | overflow is really | noise | one run | to three | to five | repeated |
            |---|---|---|---|---|---|
            """);
    for (Row row : ROWS) {
      String change =
          row.slower == 1
              ? "unchanged"
              : String.format(Locale.ROOT, "%.0f %% slower", row.slower * 100 - 100);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.0f %% |%n",
              change,
              row.noise * 100,
              row.one * 100,
              row.three * 100,
              row.five * 100,
              row.suspicious * 100));
    }
    return table.append('\n').toString();
  }
}
