package io.faultstream.load.arrivals;

import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the requests of a phase come about: at moments of their own (open model), or one after the
 * other from clients who wait for their replies (closed model). Immutable.
 *
 * @param length how long it lasts; zero: the phase is left out
 * @param offsetsMillis moments from the start of the phase, in order; none with clients
 * @param fromRate requests per second at its start
 * @param toRate requests per second at its end
 * @param clients who sends, in a closed model
 */
public record Injection(
    Duration length,
    List<Long> offsetsMillis,
    double fromRate,
    double toRate,
    Optional<Clients> clients) {
  public Injection {
    offsetsMillis = List.copyOf(offsetsMillis);
  }

  /** As an ordinary step of Gatling says it. */
  public static Injection of(OpenInjectionStep step) {
    InjectionSteps.Rates rates = InjectionSteps.rates(step);
    return new Injection(
        Duration.ofMillis(InjectionSteps.lengthMillis(step)),
        InjectionSteps.offsetsMillis(step),
        rates.from(),
        rates.to(),
        Optional.empty());
  }

  /** By clients whose number goes evenly from the one to the other. */
  public static Injection ofClients(Clients clients, Duration length) {
    return new Injection(length, List.of(), 0, 0, Optional.of(clients));
  }

  /** What is asked of a phase with it. */
  public PhaseSpec spec(Phase phase) {
    return new PhaseSpec(phase, length, offsetsMillis.size(), fromRate, toRate, clients);
  }
}
