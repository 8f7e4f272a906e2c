package io.faultstream.report;

import io.faultstream.measure.PhaseSummary;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.ArrayList;
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
                        + (target.store().isPresent() ? "etcd" : "file")
                        + " discovery, "
                        + Figures.words(dynamo.stores().requestPlane())
                        + " requests)")
            .orElse("");
    return Figures.words(target.kind()) + how + where + ", model " + target.model() + workers;
  }

  /** The store through which its processes find each other; nothing where it has none. */
  static List<String> store(TargetSpec target) {
    return target.store().map(store -> List.of(store(store))).orElse(List.of());
  }

  private static String store(StoreSpec store) {
    return store.members()
        + (store.members() == 1 ? " member" : " members")
        + ", lease "
        + Figures.length(store.lease())
        + ", policy "
        + Figures.words(store.policy())
        + " ("
        + demanded(store)
        + ")"
        + (store.quotaBytes() > 0 ? ", quota " + (store.quotaBytes() >> 20) + " MB" : "");
  }

  /** What is judged of a loss, by how long it is held. */
  private static String demanded(StoreSpec store) {
    if (store.policy() == Policy.SERVE) {
      return "judged: no loss may end anybody";
    }
    Duration most = store.longestShort();
    String brief =
        most.compareTo(Duration.ZERO) > 0
            ? " of at most " + Figures.length(most) + " may end nobody, one"
            : "";
    return "judged: a loss"
        + brief
        + " of at least "
        + Figures.length(store.shortestLong())
        + " must end all";
  }

  /** What lies between the members of its store; nothing where it has none. */
  static List<String> network(TargetSpec target) {
    return target.store().map(store -> List.of(network(store.network()))).orElse(List.of());
  }

  private static String network(TargetSpec.Network network) {
    return switch (network) {
      case AUTO -> "auto: none, or for a fault of the network what this machine can do";
      case NONE -> "none: the store's members are reached directly; no fault of the network";
      case PROXY ->
          "proxy: one of this run's own before each member of the store, for a fault of the"
              + " network; needs no root; what is lost there stalls or breaks its connection";
      case NAMESPACES ->
          "namespaces: one for each member of the store, with packet filters, for a fault of the"
              + " network; needs root";
    };
  }

  private static String workers(TargetSpec target) {
    return target
        .split()
        .map(split -> split.prefillWorkers() + " prefill and " + target.workers() + " decode ")
        .orElse(target.workers() + " ")
        .concat("workers");
  }

  /** What a request looks like, in words. */
  static String load(ExperimentSpec spec) {
    LoadSpec load = spec.load();
    String when =
        spec.closed()
            ? "by clients, one after the other"
            : "arrivals: " + Figures.words(load.arrivals());
    return kinds(load)
        + ", "
        + load.inputTokens()
        + " tokens in, "
        + load.outputTokens()
        + " out, prompts: "
        + Figures.words(load.prompt())
        + ", "
        + when;
  }

  /** What the way of asking hides from the figures; nothing where each request has its moment. */
  static List<String> hidden(ExperimentSpec spec) {
    List<String> all = new ArrayList<>();
    if (spec.closed()) {
      all.add(
          "Closed model: a client sends its next request when its last has ended, so intended"
              + " and sent are the same moment. While the target is slow it is asked for less: its"
              + " worst moments hold few requests, TTFT leaves out the wait that a schedule would"
              + " show, and no queue grows beyond the number of clients. Rates (load.rate) do not"
              + " hide that.");
    }
    if (spec.load().retries() > 0) {
      all.add(
          "Retries: a request that failed is sent again up to "
              + spec.load().retries()
              + " times. Each attempt is a request with times of its own: its reader's whole wait"
              + " is in no figure. Success rates and goodput are of first attempts: what failed at"
              + " first has failed.");
    }
    return all;
  }

  private static String kinds(LoadSpec load) {
    return load.kinds().stream()
        .map(kind -> Figures.words(kind.api()) + (kind.stream() ? " streamed" : " unary"))
        .collect(java.util.stream.Collectors.joining(" and "));
  }

  /** The phases that were asked for, a line each. */
  static List<String> phases(ExperimentSpec spec) {
    return spec.phases().stream()
        .map(
            p ->
                p.phase().label()
                    + " "
                    + Figures.length(p.length())
                    + " "
                    + amount(p)
                    + (p.clients().isPresent()
                        ? ""
                        : " (" + Figures.count(p.users()) + " requests)"))
        .toList();
  }

  /** One rate or number of clients, or from the one to the other: {@code at 35 to 60/s}. */
  static String amount(PhaseSpec phase) {
    return phase
        .clients()
        .map(clients -> "with " + fromTo(clients.from(), clients.to()) + " clients")
        .orElseGet(() -> "at " + fromTo(phase.fromRate(), phase.toRate()) + "/s");
  }

  private static String fromTo(double from, double to) {
    String first = Figures.plain(from);
    String last = Figures.plain(to);
    return first.equals(last) ? first : first + " to " + last;
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
