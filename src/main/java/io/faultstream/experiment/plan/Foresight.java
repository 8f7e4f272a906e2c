package io.faultstream.experiment.plan;

import io.faultstream.judge.Wording;
import io.faultstream.judge.store.EndsInOrder;
import io.faultstream.judge.validity.EnoughSamples;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.Access;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ClaimSpec;
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
import java.util.Optional;
import java.util.regex.Pattern;

/** What a plan can be told before it is played: claims and percentiles it has no room for. Pure. */
public final class Foresight {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  /** A worker's own health is given a second to answer, and asked again and again. */
  private static final Duration SHORTEST_STALL = Duration.ofSeconds(2);

  private Foresight() {}

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
    shortForEnds(spec).ifPresent(all::add);
    return all;
  }

  /** Whether the load may be over before all must have ended who shall end by themselves. */
  private static Optional<String> shortForEnds(ExperimentSpec spec) {
    return spec.target()
        .store()
        .flatMap(
            store ->
                spec.claims().stream()
                    .filter(claim -> claim.id().equals(EndsInOrder.ID))
                    .flatMap(claim -> shortForEnds(spec, store.lease(), claim).stream())
                    .findFirst());
  }

  /** The claim says that somebody never ended only when all the time for it was watched. */
  private static Optional<String> shortForEnds(
      ExperimentSpec spec, Duration lease, ClaimSpec claim) {
    double drain = claim.limit(EndsInOrder.DRAIN);
    long needed = lease.toNanos() + (long) (drain * 1e9);
    return spec.faults().stream()
        .filter(fault -> fault.kind().losesQuorum())
        .map(fault -> spec.startNanos(fault.phase()) + fault.trigger().after().toNanos())
        .map(lost -> spec.lengthNanos() - lost)
        .filter(left -> left <= needed)
        .map(
            left ->
                claim.id()
                    + " may be INCONCLUSIVE: all have until "
                    + Wording.time(needed)
                    + " after the loss to end (a lease of "
                    + lease.toSeconds()
                    + " s and "
                    + EndsInOrder.DRAIN
                    + " "
                    + Wording.number(drain)
                    + "), and the load is over "
                    + Wording.time(left)
                    + " after it; a longer recovery would show who never ends")
        .findFirst();
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
                  "%s: to show a success rate of %s %% takes %,.0f clean ones",
                  has(spec, phase),
                  Double.toString(Math.round(least * 1000) / 10.0),
                  needed));
        }
      }
    }
  }

  /** Requests that no client leaves: only these have a whole latency and count for success. */
  private static long staying(ExperimentSpec spec, PhaseSpec phase) {
    double left =
        spec.cancellation()
            .filter(cancel -> cancel.phase() == phase.phase())
            .map(CancelSpec::share)
            .orElse(0.0);
    return Math.round(phase.users() * (1 - left));
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
