package io.faultstream.report;

import io.faultstream.history.RunFolder;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.report.store.StoreGaps;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run leaves on the console: the verdict first, then why, at most {@value #LINES} lines. */
final class LastScreen {
  /** Most lines. */
  static final int LINES = 25;

  private static final int MAX_COMMAND_LINES = 4;
  private static final int VERDICT_WIDTH = 14;
  private static final String GAPS = "  longest gap: ";

  private LastScreen() {}

  static String of(ReportInput input, String folder, boolean colours) {
    Judgement judgement = input.judgement();
    List<String> head = head(input, colours);
    List<String> tail = new ArrayList<>();
    tail.add("");
    tail.addAll(phases(input.summary().phases()));
    tail.addAll(gaps(input));
    tail.add("");
    tail.add("open first: " + folder + "/" + RunFolder.REPORT);
    tail.add("folder  " + folder);
    tail.addAll(again(input));
    int left = LINES - head.size() - tail.size();
    List<String> lines = new ArrayList<>(head);
    lines.addAll(claims(ClaimRows.notHeld(judgement), left, colours));
    lines.addAll(tail);
    return String.join("\n", lines);
  }

  private static List<String> head(ReportInput input, boolean colours) {
    Judgement judgement = input.judgement();
    List<String> lines = new ArrayList<>();
    for (String part : Lines.wrap(judgement.reason(), Console.COLUMNS - VERDICT_WIDTH, 2)) {
      String first = Lines.verdict(judgement.verdict(), VERDICT_WIDTH, colours);
      lines.add((lines.isEmpty() ? first : " ".repeat(VERDICT_WIDTH)) + part);
    }
    String run =
        judgement.simulation()
            + " on "
            + judgement.target()
            + ", "
            + Figures.length(Duration.ofNanos(input.spec().lengthNanos()))
            + ", seed "
            + input.spec().seed()
            + ": "
            + ClaimRows.tally(judgement);
    lines.add(" ".repeat(VERDICT_WIDTH) + Lines.cut(run, Console.COLUMNS - VERDICT_WIDTH));
    if (judgement.verdict() != Verdict.REGRESSED && !judgement.comparison().isEmpty()) {
      String compared = Lines.cut(judgement.comparison(), Console.COLUMNS - VERDICT_WIDTH);
      lines.add(" ".repeat(VERDICT_WIDTH) + compared);
    }
    return lines;
  }

  /** As many claims as there is room for, two lines at least for each. */
  private static List<String> claims(List<ClaimResult> claims, int room, boolean colours) {
    List<String> lines = new ArrayList<>();
    if (claims.isEmpty()) {
      return lines;
    }
    lines.add("");
    int fit = (room - 1) / 2;
    boolean all = claims.size() <= fit;
    int shown = all ? claims.size() : (room - 2) / 2;
    int each = Math.min(5, (all ? room - 1 : room - 2) / Math.max(1, shown));
    int columns = Console.COLUMNS - VERDICT_WIDTH;
    for (ClaimResult claim : claims.subList(0, shown)) {
      lines.add(
          Lines.verdict(claim.verdict(), VERDICT_WIDTH, colours)
              + Lines.cut(claim.text(), columns));
      Lines.wrap(claim.evidence(), columns, each - 1)
          .forEach(part -> lines.add(" ".repeat(VERDICT_WIDTH) + part));
    }
    if (!all) {
      String more = "and " + (claims.size() - shown) + " more that do not hold: see the report";
      lines.add(" ".repeat(VERDICT_WIDTH) + more);
    }
    return lines;
  }

  private static List<String> phases(Map<Phase, PhaseSummary> phases) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "phase",
            "sent",
            "completed",
            "success",
            "TTFT p50",
            "TTFT p99",
            "gap p99",
            "gap max",
            "tokens"));
    for (Phase phase : Arrays.stream(Phase.values()).filter(phases::containsKey).toList()) {
      PhaseSummary p = Objects.requireNonNull(phases.get(phase));
      lines.add(
          row(
              phase.label(),
              Figures.count(p.sent()),
              Figures.count(p.success().part()),
              p.success().whole() == 0 ? "-" : Figures.percent(p.success()),
              millis(p.ttftMicros().p50(), Figures.TOO_FEW),
              millis(p.ttftMicros().p99(), Figures.TOO_FEW),
              millis(p.maxGapMicros().p99(), Figures.TOO_FEW),
              millis(p.maxGapMicros().max(), "-"),
              Figures.count(p.tokens())));
    }
    return lines;
  }

  /** The longest of a store's, where the run has one. */
  private static List<String> gaps(ReportInput input) {
    String sentence = StoreGaps.sentence(input.summary().gaps());
    List<String> lines = new ArrayList<>();
    if (!sentence.isEmpty()) {
      for (String part : Lines.wrap(sentence, Console.COLUMNS - GAPS.length(), 2)) {
        lines.add((lines.isEmpty() ? GAPS : " ".repeat(GAPS.length())) + part);
      }
    }
    return lines;
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-10s %8s %10s %9s %9s %9s %10s %10s %12s", cells);
  }

  /** Microseconds as milliseconds with the unit. */
  static String millis(@Nullable Long micros, String absent) {
    return micros == null ? absent : Figures.millis(micros) + " ms";
  }

  private static List<String> again(ReportInput input) {
    String command = RunAgain.command(input.spec(), input.environment());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("again  ");
    for (String part : command.split(" (?=-D)", -1)) {
      if (line.length() + part.length() + 3 > Console.COLUMNS) {
        lines.add(line + " \\");
        line = new StringBuilder("       ");
      }
      line.append(' ').append(part);
    }
    lines.add(line.toString());
    return lines.size() <= MAX_COMMAND_LINES
        ? lines
        : List.of("again   the command is long: it stands at the end of the report");
  }
}
