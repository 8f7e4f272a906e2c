package io.faultstream.judge.comparison;

import io.faultstream.judge.Verdict;
import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a run, or a run and its repeats, with the accepted runs. Pure functions.
 *
 * <p>One run: each gate has the chance of its value under the prediction interval of the accepted
 * runs, each phase the chance of its failures under Fisher's exact test; Holm's procedure over all
 * of them keeps the chance of a false alarm within {@code alpha}. Repeats: one exact permutation
 * test over all gates at {@link #GROUP_LEVEL}, and Fisher's test over the sums. What is called
 * worse must exceed the floors too.
 */
public final class Comparer {
  /**
   * Level of the permutation test: three new runs among five accepted can be picked in 56 ways, so
   * with few runs no much smaller level can be reached.
   */
  public static final double GROUP_LEVEL = 0.05;

  private Comparer() {}

  /** Compares. */
  public static Comparison compare(Question question, Limits limits) {
    List<RunFigures> accepted = question.accepted();
    if (accepted.size() < limits.minRuns()) {
      return notCompared(question, Sentences.tooFew(accepted.size(), limits.minRuns()));
    }
    List<RunFigures> news = question.news();
    List<GateRow> gates = new ArrayList<>();
    Gate.all().forEach(gate -> gates.add(Rows.gate(gate, news, accepted, limits)));
    List<SuccessRow> successes = Rows.successes(news, accepted, limits);
    List<LevelRow> levels = Rows.levels(news, accepted, limits);
    Optional<GroupRow> group = Optional.empty();
    if (news.size() > 1 && gates.stream().anyMatch(GateRow::compared)) {
      List<RunFigures> whole = Groups.withAll(gates, accepted);
      if (whole.size() < limits.minRuns() || Groups.leastChance(whole, news) > GROUP_LEVEL) {
        return broken(question, Sentences.tooFewForGroup(whole.size(), news.size()));
      }
      group = Optional.of(Groups.judge(gates, news, whole));
      judge(new ArrayList<>(), successes, limits);
    } else {
      judge(gates, successes, limits);
    }
    Tables tables = new Tables(gates, successes, levels, group);
    return answer(question, tables, limits);
  }

  /** All rows of a comparison. */
  record Tables(
      List<GateRow> gates,
      List<SuccessRow> successes,
      List<LevelRow> levels,
      Optional<GroupRow> group) {

    boolean regressed() {
      return gates.stream().anyMatch(GateRow::regressed)
          || successes.stream().anyMatch(SuccessRow::regressed);
    }

    /** Whether the standard phase, below every ratio, became much faster. */
    boolean faster() {
      return levels.stream()
          .anyMatch(l -> l.phase() == Phase.STANDARD && l.place() == LevelRow.Place.FASTER);
    }

    /** Ratios that enough accepted runs have and this one lacks. */
    List<GateRow> lacking(int minRuns) {
      return gates.stream().filter(g -> g.runs() >= minRuns && !g.compared()).toList();
    }
  }

  /** Nothing was compared, and why: neither a pass nor a failure. */
  public static Comparison notCompared(Question question, String why) {
    return without(question, Optional.empty(), why);
  }

  /** A comparison that should have been made and could not be. */
  public static Comparison broken(Question question, String why) {
    return without(question, Optional.of(Verdict.INCONCLUSIVE), why);
  }

  private static Comparison without(Question question, Optional<Verdict> verdict, String why) {
    return new Comparison(
        Comparison.SCHEMA,
        question.fingerprint(),
        question.run(),
        question.repeats(),
        question.baseline(),
        verdict,
        false,
        why,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Comparison answer(Question question, Tables tables, Limits limits) {
    Verdict verdict = verdict(tables, limits);
    return new Comparison(
        Comparison.SCHEMA,
        question.fingerprint(),
        question.run(),
        question.repeats(),
        question.baseline(),
        Optional.of(verdict),
        suspicious(tables, limits),
        Sentences.of(verdict, tables, question.accepted().size(), limits),
        tables.gates(),
        tables.levels(),
        tables.successes(),
        tables.group());
  }

  private static Verdict verdict(Tables tables, Limits limits) {
    if (tables.regressed()) {
      return tables.faster() ? Verdict.INCONCLUSIVE : Verdict.REGRESSED;
    }
    boolean doubtful =
        tables.levels().stream().anyMatch(LevelRow::doubtful)
            || !tables.lacking(limits.minRuns()).isEmpty()
            || tables.gates().stream().noneMatch(GateRow::compared);
    return doubtful ? Verdict.INCONCLUSIVE : Verdict.PASS;
  }

  private static boolean suspicious(Tables tables, Limits limits) {
    double level = tables.group().isPresent() ? 1 : limits.suspicious();
    return tables.regressed()
        || tables.levels().stream().anyMatch(LevelRow::doubtful)
        || tables.gates().stream().anyMatch(g -> g.noticeable() && within(g.adjusted(), level))
        || tables.successes().stream().anyMatch(s -> s.noticeable() && s.adjusted() <= level);
  }

  private static boolean within(@org.jspecify.annotations.Nullable Double chance, double level) {
    return chance != null && chance <= level;
  }

  /** One run: Holm over the gates that could be compared and the phases. */
  private static void judge(List<GateRow> gates, List<SuccessRow> successes, Limits limits) {
    List<Integer> compared = new ArrayList<>();
    List<Double> chances = new ArrayList<>();
    for (int i = 0; i < gates.size(); i++) {
      Double chance = gates.get(i).chance();
      if (chance != null) {
        compared.add(i);
        chances.add(chance);
      }
    }
    successes.forEach(row -> chances.add(row.chance()));
    double[] adjusted = Holm.adjusted(chances.stream().mapToDouble(c -> c).toArray());
    for (int i = 0; i < compared.size(); i++) {
      GateRow row = gates.get(compared.get(i));
      boolean worse = row.noticeable() && adjusted[i] <= limits.alpha();
      gates.set(compared.get(i), row.judged(adjusted[i], worse));
    }
    for (int i = 0; i < successes.size(); i++) {
      SuccessRow row = successes.get(i);
      double chance = adjusted[compared.size() + i];
      successes.set(i, row.judged(chance, row.noticeable() && chance <= limits.alpha()));
    }
  }
}
