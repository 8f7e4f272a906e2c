package io.faultstream.report;

import io.faultstream.measure.PhaseSummary;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.TargetSpec;
import java.util.List;

/** What is said of a run beside its figures: how it was made and how its numbers came about. */
final class RunFacts {
  private RunFacts() {}

  /** The target in a few words. */
  static String target(TargetSpec target) {
    String where = target.url().map(u -> " " + u).orElse("");
    String workers =
        target.url().isPresent()
            ? ""
            : ", " + workers(target) + ", migration limit " + target.migrationLimit();
    String how =
        target
            .local()
            .map(
                dynamo ->
                    " ("
                        + Figures.words(dynamo.engine())
                        + " engine, "
                        + Figures.words(dynamo.stores().discovery())
                        + " discovery, "
                        + Figures.words(dynamo.stores().requestPlane())
                        + " requests)")
            .orElse("");
    return Figures.words(target.kind()) + how + where + ", model " + target.model() + workers;
  }

  private static String workers(TargetSpec target) {
    return target
        .split()
        .map(split -> split.prefillWorkers() + " prefill and " + target.workers() + " decode ")
        .orElse(target.workers() + " ")
        .concat("workers");
  }

  /** What a request looks like, in words. */
  static String load(LoadSpec load) {
    return Figures.words(load.api())
        + (load.stream() ? ", streamed, " : ", unary, ")
        + load.inputTokens()
        + " tokens in, "
        + load.outputTokens()
        + " out, prompts: "
        + Figures.words(load.prompt())
        + ", arrivals: "
        + Figures.words(load.arrivals());
  }

  /** The phases that were asked for, a line each. */
  static List<String> phases(ExperimentSpec spec) {
    return spec.phases().stream()
        .map(
            p ->
                p.phase().label()
                    + " "
                    + Figures.length(p.length())
                    + " at "
                    + rates(p.fromRate(), p.toRate())
                    + " ("
                    + Figures.count(p.users())
                    + " requests)")
        .toList();
  }

  /** One rate, or from the one to the other. */
  static String rates(double from, double to) {
    String first = Figures.plain(from);
    return first.equals(Figures.plain(to))
        ? first + "/s"
        : first + " to " + Figures.plain(to) + "/s";
  }

  /** How the tokens of this run were counted. */
  static String tokens(List<PhaseSummary> phases) {
    long all = phases.stream().mapToLong(PhaseSummary::tokens).sum();
    long byUsage = phases.stream().mapToLong(PhaseSummary::tokensByUsage).sum();
    long differ = phases.stream().mapToLong(PhaseSummary::usageMismatches).sum();
    String how;
    if (all == 0) {
      how = "No token was received in this run.";
    } else if (byUsage == all) {
      how = "All tokens of this run are by the server's usage.";
    } else if (byUsage == 0) {
      how = "All tokens of this run are content chunks: the server sent no usage.";
    } else {
      how =
          Figures.count(byUsage)
              + " of "
              + Figures.count(all)
              + " tokens are by the server's usage, the others are content chunks.";
    }
    if (byUsage == 0) {
      return how;
    }
    return how
        + (differ == 0
            ? " Usage and chunks never differed."
            : " In " + Figures.count(differ) + " streams the usage differs from the chunks.");
  }

  /** Whether connections are reused, and what follows from it. */
  static String connections(LoadSpec.Connections connections) {
    return switch (connections) {
      case NEW ->
          "Each request opens its own connection: the time to first token contains the opening of"
              + " the connection, and nothing hides behind delayed acknowledgements.";
      case REUSE ->
          "Idle connections are used again, as most clients do. On a reused connection a server's"
              + " small first write can wait for the delayed acknowledgement of the client's"
              + " kernel: up to 40 ms on the time to first token that are not the model's. A"
              + " request on a connection that the server is just closing ends as BROKEN.";
    };
  }
}
