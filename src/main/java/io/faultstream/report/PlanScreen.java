package io.faultstream.report;

import io.faultstream.report.cancellation.CancellationSection;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Control;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What will be done, before anything starts. */
final class PlanScreen {
  private static final int WIDTH = 12;

  private PlanScreen() {}

  static String of(ExperimentSpec spec, String commit, List<String> warnings) {
    List<String> lines = new ArrayList<>();
    lines.add("Plan of " + RunAgain.simulationClass(spec.simulation()));
    add(lines, "target", List.of(RunFacts.target(spec.target())));
    add(lines, "store", RunFacts.store(spec.target()));
    add(lines, "network", RunFacts.network(spec.target()));
    add(lines, "load", List.of(RunFacts.load(spec)));
    add(lines, "seed", List.of(String.valueOf(spec.seed())));
    add(lines, "commit", List.of(commit.isEmpty() ? "unknown" : commit));
    add(lines, "phases", RunFacts.phases(spec));
    add(lines, "hidden", RunFacts.hidden(spec));
    add(lines, "faults", faults(spec));
    add(lines, "control", control(spec));
    add(lines, "cancels", spec.cancellation().map(CancellationSection::asked).stream().toList());
    if (!spec.faults().isEmpty()) {
      add(lines, "expected", List.of(spec.expectation().label() + ": " + expectation(spec)));
    }
    add(lines, "claims", claims(spec));
    add(lines, "warnings", warnings);
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String name, List<String> values) {
    lines.addAll(Lines.named("  " + name, WIDTH, values));
  }

  private static List<String> faults(ExperimentSpec spec) {
    if (spec.faults().isEmpty()) {
      return List.of("none: nothing is broken in this run");
    }
    return spec.faults().stream()
        .map(
            f ->
                f.id()
                    + ": "
                    + f.kind().label()
                    + ", "
                    + FaultSection.asked(spec, f)
                    + "; undone by "
                    + f.kind().undoneBy())
        .toList();
  }

  /** A reader must not take a control for a test of the target. */
  private static List<String> control(ExperimentSpec spec) {
    return spec.faults().stream()
        .map(FaultSpec::control)
        .filter(control -> control != Control.NONE)
        .distinct()
        .map(
            control ->
                control.label()
                    + ": no fault can have an effect in this run, so it must be INCONCLUSIVE")
        .toList();
  }

  /** What shall happen to the streams on a victim, in words. */
  static String expectation(ExperimentSpec spec) {
    return switch (spec.expectation()) {
      case MIGRATE -> "streams in flight on a victim go on elsewhere";
      case DRAIN -> "streams in flight on a victim end on it before it stops";
      case WAIT -> "streams in flight on a victim are silent until it goes on";
      case UNTOUCHED ->
          spec.faults().stream().anyMatch(fault -> fault.kind().ofStore())
              ? "no stream and no request notices"
              : "running streams do not notice; prompts on a victim are computed elsewhere";
      case END ->
          "the store is lost for longer than the lease: frontend and workers end by themselves, in"
              + " order, and no stream is lost by it";
      case FAIL -> "streams in flight on a victim fail, and nobody else is harmed";
    };
  }

  private static List<String> claims(ExperimentSpec spec) {
    return spec.claims().isEmpty()
        ? List.of("none")
        : spec.claims().stream().map(PlanScreen::claim).toList();
  }

  private static String claim(ClaimSpec claim) {
    String limits =
        new TreeMap<>(claim.limits())
            .entrySet().stream()
                .map(e -> e.getKey() + " " + Figures.plain(e.getValue()))
                .collect(Collectors.joining(", "));
    return limits.isEmpty() ? claim.id() : claim.id() + " (" + limits + ")";
  }
}
