package io.faultstream.experiment;

import io.faultstream.experiment.gatling.GatlingRun;
import io.faultstream.experiment.plan.Setup;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.time.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What a simulation says, in the order it says it: phases with their faults, then claims. {@link
 * #build} turns it into an {@link ExperimentSpec} and the arrivals of its requests; after that
 * nobody asks the simulation again. Immutable.
 *
 * <pre>{@code
 * Experiment.named("migration", setup)
 *     .phase(standard(setup.steady(STANDARD)))
 *     .phase(overflow(setup.rising(OVERFLOW)).faults(setup.faults()))
 *     .claims(setup.claims(Claims.following(…)))
 *     .build();
 * }</pre>
 */
public record Experiment(String name, Setup setup, List<Profile> profiles, List<ClaimSpec> claims) {
  public Experiment {
    profiles = List.copyOf(profiles);
    claims = List.copyOf(claims);
  }

  /** An experiment without phases and claims; the name is that of its results folder. */
  public static Experiment named(String name, Setup setup) {
    return new Experiment(name, setup, List.of(), List.of());
  }

  /** With one more phase; one of no length is left out. */
  public Experiment phase(Profile profile) {
    List<Profile> all = new ArrayList<>(profiles);
    all.add(profile);
    return new Experiment(name, setup, all, claims);
  }

  /** With these claims as well. */
  public Experiment claims(List<ClaimSpec> more) {
    List<ClaimSpec> all = new ArrayList<>(claims);
    all.addAll(more);
    return new Experiment(name, setup, profiles, all);
  }

  /** The run that plays it in Gatling; with {@code run=plan} prints the plan and ends here. */
  public GatlingRun build() {
    List<Arrivals.OfPhase> phases =
        profiles.stream()
            .filter(profile -> !profile.injection().length().isZero())
            .map(profile -> new Arrivals.OfPhase(profile.phase(), profile.injection()))
            .toList();
    Arrivals arrivals = Arrivals.of(phases, setup.load().arrivals(), new Chance(setup.seed()));
    ExperimentSpec spec = spec(phases.stream().map(Arrivals.OfPhase::spec).toList());
    return GatlingRun.of(setup, spec, arrivals);
  }

  private ExperimentSpec spec(List<PhaseSpec> phases) {
    List<FaultSpec> faults =
        profiles.stream().flatMap(profile -> profile.faults().stream()).toList();
    return new ExperimentSpec(
        ExperimentSpec.SCHEMA,
        name,
        setup.seed(),
        setup.target(),
        setup.load(),
        phases,
        faults,
        setup.expectation(),
        claims,
        profiles.stream().flatMap(profile -> profile.cancellation().stream()).findFirst());
  }
}
