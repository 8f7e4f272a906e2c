package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Gate;
import io.faultstream.judge.baseline.RunFigures;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;

/** A run and its repeats together, by the exact permutation test. */
final class Groups {
  private Groups() {}

  /** The accepted runs that have every ratio that is compared: the test needs whole rows. */
  static List<RunFigures> withAll(List<GateRow> gates, List<RunFigures> accepted) {
    List<String> compared = gates.stream().filter(GateRow::compared).map(GateRow::name).toList();
    return accepted.stream().filter(run -> run.ratios().keySet().containsAll(compared)).toList();
  }

  /** The least chance that the test can give: one over the ways to pick so many of all runs. */
  static double leastChance(List<RunFigures> accepted, List<RunFigures> news) {
    return 1 / BinomialCoefficientDouble.value(accepted.size() + news.size(), news.size());
  }

  /** Gives each compared gate its chance, and calls it worse where that and its floors say so. */
  static GroupRow judge(List<GateRow> gates, List<RunFigures> news, List<RunFigures> accepted) {
    List<RunFigures> all = new ArrayList<>(accepted);
    all.addAll(news);
    List<Gate> compared = gates.stream().filter(GateRow::compared).map(GateRow::gate).toList();
    double[][] logs =
        all.stream()
            .map(run -> compared.stream().mapToDouble(g -> Math.log(Rows.ratio(run, g))).toArray())
            .toArray(double[][]::new);
    Permutations.Found found = Permutations.test(logs, news.size());
    gates.replaceAll(
        row -> {
          int at = compared.indexOf(row.gate());
          return at < 0 ? row : judged(row, found.chances().get(at));
        });
    return new GroupRow(
        news.stream().map(RunFigures::run).toList(),
        found.statistic(),
        found.chances().get(found.gate()),
        found.ways(),
        compared.get(found.gate()).label(),
        Comparer.GROUP_LEVEL);
  }

  private static GateRow judged(GateRow row, double chance) {
    return row.judged(chance, chance <= Comparer.GROUP_LEVEL && row.noticeable());
  }
}
