package io.faultstream.judge.baseline;

import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ratio inside one run that is compared with the same ratio of accepted runs: a figure of a phase
 * ÷ the figure of the standard phase. A machine that is slower as a whole cancels out.
 *
 * @param phase overflow or recovery
 * @param metric the figure
 */
public record Gate(Phase phase, Metric metric) {
  private static final List<Gate> ALL = make();

  private static List<Gate> make() {
    List<Gate> all = new ArrayList<>();
    for (Phase phase : List.of(Phase.OVERFLOW, Phase.RECOVERY)) {
      for (Metric metric : Metric.values()) {
        all.add(new Gate(phase, metric));
      }
    }
    return List.copyOf(all);
  }

  /** All of them, in the order in which they are shown. */
  public static List<Gate> all() {
    return ALL;
  }

  /** Its name in files and on the page: {@code overflow ÷ standard, TTFT p95}. */
  public String label() {
    return phase.label() + " ÷ " + Phase.STANDARD.label() + ", " + metric.label();
  }

  /** The ratio in these phases; empty where one of the two figures is missing. */
  public Optional<Double> of(Map<Phase, PhaseFigures> phases) {
    Optional<Long> above = micros(phases.get(phase));
    Optional<Long> below = micros(phases.get(Phase.STANDARD));
    return above.flatMap(a -> below.map(b -> (double) a / b));
  }

  private Optional<Long> micros(@org.jspecify.annotations.Nullable PhaseFigures figures) {
    return figures == null ? Optional.empty() : Optional.ofNullable(figures.micros().get(metric));
  }
}
