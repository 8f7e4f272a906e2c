package io.faultstream.experiment.plan;

import io.faultstream.judge.claims.Catalogue;
import io.faultstream.judge.validity.EnoughSamples;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.Access;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.settings.StoreSettings;
import io.faultstream.target.network.StoreNetworks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a plan can be told before it is played: claims and percentiles it has no room for. Pure. */
public final class Foresight {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /** A worker's own health is given a second to answer, and asked again and again. */
  private static final Duration SHORTEST_STALL = Duration.ofSeconds(2);

  private Foresight() {}

  /** All that can be told of this run before it is played, one sentence each. */
  public static List<String> all(Setup setup, ExperimentSpec spec) {
    List<String> all = new ArrayList<>(warnings(spec));
    openSecrets(spec, setup.access()).ifPresent(all::add);
    network(setup).ifPresent(all::add);
    limitsOfOthers(setup, spec).ifPresent(all::add);
    return all;
  }

  /** Limits may be set for all simulations at once, so that one of another is no mistake. */
  private static Optional<String> limitsOfOthers(Setup setup, ExperimentSpec spec) {
    List<String> others = new ArrayList<>();
    Catalogue.defaults()
        .forEach(
            (claim, limits) -> {
              boolean asked = spec.claims().stream().anyMatch(one -> one.id().equals(claim));
              Map<String, Double> now = setup.limits().getOrDefault(claim, limits);
              if (!asked && !now.equals(limits)) {
                others.add("claim." + claim);
              }
            });
    return Optional.of(String.join(", ", others) + ": this run does not make the claim")
        .filter(any -> !others.isEmpty());
  }

  /** One sentence for each claim and percentile that a phase is too short for. */
  public static List<String> warnings(ExperimentSpec spec) {
    List<String> all = new ArrayList<>();
    for (PhaseSpec phase : spec.phases()) {
      if (phase.phase().judged() && phase.clients().isEmpty()) {
        tooLittleLoad(spec, phase, all);
        tooShortForRate(spec, phase, all);
        if (staying(spec, phase) < Distribution.MIN_P99) {
          all.add(has(spec, phase) + ": a p99 needs " + Distribution.MIN_P99);
        }
      }
    }
    spec.load()
        .repeats()
        .filter(repeats -> repeats.perClient() > 0)
        .map(
            repeats ->
                String.format(
                    Locale.ROOT,
                    "each client ends after %,d requests: what is left of its time has less load",
                    repeats.perClient()))
        .ifPresent(all::add);
    spec.faults().stream()
        .filter(fault -> fault.kind() == FaultKind.STALL)
        .filter(fault -> fault.hold().compareTo(SHORTEST_STALL) < 0)
        .map(
            fault ->
                "a stall below 2 s may be over before the target shows it: the run is void then")
        .forEach(all::add);
    LossForesight.of(spec).ifPresent(all::add);
    unchanged(spec).ifPresent(all::add);
    CancelForesight.of(spec).forEach(all::add);
    return all;
  }

  /** Who is told of no change of the instances shows nothing of how it hears of them. */
  private static Optional<String> unchanged(ExperimentSpec spec) {
    boolean ofStore = spec.faults().stream().anyMatch(fault -> fault.kind().ofStore());
    boolean changes = spec.faults().stream().anyMatch(fault -> fault.kind().ofWorker());
    return Optional.of(
            "no instance comes or goes in this run, so that it does not show whether the frontend"
                + " still hears of it; fault.worker=terminate in a longer overflow would")
        .filter(any -> ofStore && !changes && spec.expectation() == Expectation.UNTOUCHED);
  }

  /** A sentence when secrets would leave this machine in the clear. */
  public static Optional<String> openSecrets(ExperimentSpec spec, Access access) {
    return spec.target()
        .url()
        .filter(url -> !access.isEmpty() && "http".equalsIgnoreCase(url.getScheme()))
        .filter(url -> !LOOPBACK.matcher(String.valueOf(url.getHost())).matches())
        .map(url -> "target.url is plain http: " + access + " can be read on the way");
  }

  /** A sentence when a better network of the store could not be chosen on this machine. */
  public static Optional<String> network(Setup setup) {
    boolean auto = "auto".equals(setup.settings().get(StoreSettings.NETWORK));
    return setup
        .target()
        .store()
        .filter(store -> auto && store.network() == TargetSpec.Network.PROXY)
        .flatMap(any -> StoreNetworks.refusal(TargetSpec.Network.NAMESPACES, setup.faults()))
        .map(why -> StoreSettings.NETWORK + "=auto chose the proxy: " + why);
  }

  private static void tooLittleLoad(ExperimentSpec spec, PhaseSpec phase, List<String> all) {
    for (ClaimSpec claim : spec.claims()) {
      if (claim.id().equals(EnoughSamples.ID)
          && phase.users() < claim.limit(EnoughSamples.MIN_REQUESTS)) {
        all.add(
            String.format(
                Locale.ROOT,
                "%s has %,d requests, which will not count: %s asks for %,.0f in each phase",
                phase.phase().label(),
                phase.users(),
                claim.id(),
                claim.limit(EnoughSamples.MIN_REQUESTS)));
      }
    }
  }

  private static void tooShortForRate(ExperimentSpec spec, PhaseSpec phase, List<String> all) {
    for (ClaimSpec claim : spec.claims()) {
      if (claim.id().equals("success-" + phase.phase().label())) {
        double least = claim.limit("min");
        double needed = Ratio.cleanFor(least);
        if (staying(spec, phase) < needed) {
          all.add(
              String.format(
                  Locale.ROOT,
                  "%s: to show a success rate of %s %% takes %,.0f clean ones, without which the"
                      + " run is INCONCLUSIVE; %s",
                  has(spec, phase),
                  Double.toString(Math.round(least * 1000) / 10.0),
                  needed,
                  longer(spec, phase, needed)));
        }
      }
    }
  }

  /** Requests that no client leaves: only these have a whole latency and count for success. */
  private static long staying(ExperimentSpec spec, PhaseSpec phase) {
    return phase.users() - CancelForesight.leaving(spec, phase);
  }

  /**
   * How long the phase must be for so many that stay; where chance says who leaves, with three
   * standard deviations more.
   */
  private static String longer(ExperimentSpec spec, PhaseSpec phase, double needed) {
    long staying = staying(spec, phase);
    boolean some = staying < phase.users();
    double asked = some ? needed + 3 * Math.sqrt(needed) : needed;
    double seconds = phase.length().toNanos() / 1e9 * asked / Math.max(1, staying);
    return "give phase."
        + phase.phase().label()
        + ".length at least "
        + (long) Math.ceil(seconds)
        + "s"
        + (some ? " or a smaller cancel.share" : "");
  }

  private static String has(ExperimentSpec spec, PhaseSpec phase) {
    long staying = staying(spec, phase);
    return String.format(
        Locale.ROOT,
        "%s has %,d requests%s",
        phase.phase().label(),
        staying,
        staying == phase.users() ? "" : " that no client leaves");
  }
}
