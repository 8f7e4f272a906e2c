package io.faultstream.judge.comparison;

import io.faultstream.judge.Verdict;
import io.faultstream.judge.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a comparison found, in words; the metric is named, with its figures. */
final class Sentences {
  /** Findings that are told in full; the others are counted. */
  private static final int NAMED = 3;

  private Sentences() {}

  static String tooFew(int accepted, int needed) {
    return "not compared: "
        + accepted
        + " accepted run"
        + (accepted == 1 ? "" : "s")
        + " of this fingerprint, "
        + needed
        + " are needed";
  }

  static String tooFewForGroup(int accepted, int news) {
    return "the repeats cannot be judged together: "
        + accepted
        + " accepted runs have every ratio, too few beside "
        + news
        + " runs to tell them apart";
  }

  static String of(Verdict verdict, Comparer.Tables tables, int accepted, Limits limits) {
    List<String> said = new ArrayList<>();
    if (verdict == Verdict.REGRESSED) {
      said.addAll(regressed(tables));
    } else if (verdict == Verdict.INCONCLUSIVE) {
      said.addAll(doubtful(tables, limits));
    } else {
      said.add(held(tables));
    }
    String named = String.join("; ", said.subList(0, Math.min(NAMED, said.size())));
    String more = said.size() > NAMED ? "; and " + (said.size() - NAMED) + " more" : "";
    return named + more + " (" + against(tables, accepted) + ")";
  }

  private static String against(Comparer.Tables tables, int accepted) {
    String runs = accepted + " accepted runs";
    return tables
        .group()
        .map(
            group ->
                String.format(
                    Locale.ROOT,
                    "%d runs together against %s, chance %.4f of %d permutations",
                    group.runs().size(),
                    runs,
                    group.chance(),
                    group.ways()))
        .orElse("against " + runs);
  }

  private static List<String> regressed(Comparer.Tables tables) {
    Stream<String> gates =
        tables.gates().stream()
            .filter(GateRow::regressed)
            .sorted(Comparator.comparingDouble(GateRow::change).reversed())
            .map(Sentences::gate);
    Stream<String> successes =
        tables.successes().stream().filter(SuccessRow::regressed).map(Sentences::success);
    return Stream.concat(successes, gates).toList();
  }

  private static String gate(GateRow row) {
    return String.format(
        Locale.ROOT,
        "%s is %.2f where the accepted runs have %.2f: %+.0f %%, chance %s",
        row.name(),
        Objects.requireNonNull(row.value()),
        Objects.requireNonNull(row.expected()),
        row.change() * 100,
        chance(Objects.requireNonNull(row.adjusted())));
  }

  private static String success(SuccessRow row) {
    return String.format(
        Locale.ROOT,
        "%s failed %d of %d where the accepted runs failed %d of %d: chance %s",
        row.phase().label(),
        row.failed(),
        row.counted(),
        row.acceptedFailed(),
        row.acceptedCounted(),
        chance(row.adjusted()));
  }

  private static String chance(double value) {
    return value < 0.0001 ? "below 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static List<String> doubtful(Comparer.Tables tables, Limits limits) {
    List<String> said = new ArrayList<>();
    if (tables.regressed()) {
      said.add(
          "the standard phase is much faster than in the accepted runs, so what is above it in"
              + " ratio need not be slower");
    }
    tables.levels().stream()
        .filter(LevelRow::doubtful)
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s %s is %s where the accepted runs have %s: %.1f times, so the machine or"
                        + " the system is slower as a whole, and ratios cannot tell which",
                    row.phase().label(),
                    row.metric().label(),
                    Wording.time(Math.round(row.value() * 1000)),
                    Wording.time(Math.round(row.expected() * 1000)),
                    row.value() / row.expected()))
        .forEach(said::add);
    tables.lacking(limits.minRuns()).stream()
        .map(row -> row.name() + " has too few samples in this run")
        .forEach(said::add);
    if (said.isEmpty()) {
      said.add("no ratio could be compared: too few samples");
    }
    return said;
  }

  private static String held(Comparer.Tables tables) {
    long gates = tables.gates().stream().filter(GateRow::compared).count();
    String nearest =
        tables.gates().stream()
            .filter(GateRow::compared)
            .max(Comparator.comparingDouble(GateRow::change))
            .map(
                row ->
                    String.format(
                        Locale.ROOT,
                        "; largest change %+.0f %% (%s)",
                        row.change() * 100,
                        row.name()))
            .orElse("");
    return gates
        + " ratios and the failures of "
        + tables.successes().size()
        + " phases are as expected"
        + nearest;
  }
}
