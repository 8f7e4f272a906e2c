package io.faultstream.judge.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Several tests at once without more false alarms than one (Holm 1979, step-down). */
final class Holm {
  private Holm() {}

  /**
   * The chances adjusted for their number, in the same order: reject those that are at most the
   * level asked for all together.
   */
  static double[] adjusted(double[] chances) {
    List<Integer> order =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> chances[i]))
            .toList();
    double[] adjusted = new double[chances.length];
    double largest = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      int at = order.get(rank);
      largest = Math.max(largest, (chances.length - rank) * chances[at]);
      adjusted[at] = Math.min(1, largest);
    }
    return adjusted;
  }
}
