package io.faultstream.report;

import io.faultstream.history.FaultEvent;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.PhaseSpec;
import java.util.List;
import java.util.Locale;

/**
 * The lines on the console, as text without a line end; printing them is the caller's. No line is
 * wider than {@value #COLUMNS} columns, save for paths, which must be copied whole. Texts of a
 * server are freed of control characters.
 *
 * @param colours whether to colour verdicts with ANSI codes; false where {@code NO_COLOR} is set
 */
public record Console(boolean colours) {
  /** Widest line. */
  public static final int COLUMNS = 110;

  private static final String PROGRESS = "%8s  %-10s %9s %10s %8s %11s %10s  %s";

  /** What will be done, before anything starts. */
  public String plan(ExperimentSpec spec, String commit, List<String> warnings) {
    return PlanScreen.of(spec, commit, warnings);
  }

  /** Names of the columns of {@link #progress}, printed once. */
  public String progressHeader() {
    return String.format(
        Locale.ROOT,
        PROGRESS,
        "time",
        "phase",
        "in flight",
        "completed",
        "failed",
        "TTFT p50",
        "tokens/s",
        "faults");
  }

  /** How the run stands: one line. */
  public String progress(Progress progress) {
    String line =
        String.format(
            Locale.ROOT,
            PROGRESS,
            time(progress.atNanos()),
            progress.phase().label(),
            Figures.count(progress.inFlight()),
            Figures.count(progress.completed()),
            Figures.count(progress.failed()),
            LastScreen.millis(progress.ttftMedianMicros(), "-"),
            Figures.count(Math.round(progress.tokensPerSecond())),
            Lines.clean(progress.faults()));
    return line.length() <= COLUMNS ? line.stripTrailing() : line.substring(0, COLUMNS - 3) + "...";
  }

  /** A phase begins: one line. */
  public String phase(PhaseSpec phase, long atNanos) {
    return String.format(
        Locale.ROOT,
        "%8s  -- %s: %s %s",
        time(atNanos),
        phase.phase().label(),
        Figures.length(phase.length()),
        RunFacts.amount(phase));
  }

  /** A step of a fault: one line; a step that failed is marked by {@code !!}. */
  public String fault(FaultEvent event) {
    String victim = event.victim().isEmpty() ? "" : " " + event.victim();
    String what = event.kind().label() + victim + ", " + FaultSection.name(event);
    String start =
        String.format(Locale.ROOT, "%8s  %s ", time(event.atNanos()), event.ok() ? "**" : "!!");
    return start + Lines.cut(what + ": " + event.evidence(), COLUMNS - start.length());
  }

  /** The last screen: at most 25 lines, the verdict first. */
  public String result(ReportInput input, String folder) {
    return LastScreen.of(input, folder, colours);
  }

  private static String time(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
