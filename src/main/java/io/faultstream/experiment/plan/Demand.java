package io.faultstream.experiment.plan;

import io.faultstream.load.arrivals.Injection;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.spec.settings.Settings;
import io.gatling.javaapi.core.CoreDsl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much is asked of the target: by rates (open model), or by a number of clients who wait for
 * their replies (closed model).
 *
 * @param rate requests per second
 * @param peak requests per second at the end of overflow
 * @param clients how many; 0: an open model
 * @param peakClients how many at the end of overflow
 */
record Demand(double rate, double peak, int clients, int peakClients) {
  private static final String CLIENTS = "load.clients";
  private static final String PEAK = "load.peakClients";
  private static final List<String> OF_RATES = List.of("load.rate", "load.peak", "load.arrivals");
  private static final List<String> OF_CLIENTS = List.of(PEAK, "load.requestsPerClient");

  /** Each client holds a connection of its own. */
  private static final int MOST_CLIENTS = 10_000;

  /** Reads it; mistakes are noted in the settings. */
  static Demand read(Settings settings) {
    int clients = settings.whole(CLIENTS, 0, MOST_CLIENTS);
    int peak = settings.whole(PEAK, 0, MOST_CLIENTS);
    if (clients == 0) {
      refuse(settings, OF_CLIENTS, "is for the clients of a closed model: set load.clients");
    } else {
      refuse(settings, OF_RATES, "means nothing with load.clients, who have no schedule");
      if (peak > 0 && peak < clients) {
        settings.problem(PEAK, "is less than load.clients: overflow asks for more than the others");
      }
    }
    return new Demand(
        settings.number("load.rate", 0.1, 10_000),
        settings.number("load.peak", 0.1, 10_000),
        clients,
        peak == 0 ? Math.min(MOST_CLIENTS, (clients * 3 + 1) / 2) : peak);
  }

  private static void refuse(Settings settings, List<String> keys, String why) {
    keys.stream().filter(settings::changed).forEach(key -> settings.problem(key, why));
  }

  /** The same all the time. */
  Injection steady(Duration length) {
    if (closed()) {
      return Injection.ofClients(new Clients(clients, clients), length);
    }
    // Gatling knows no rate in a phase that is left out.
    double asked = length.isZero() ? 0 : rate;
    return Injection.of(CoreDsl.constantUsersPerSec(asked).during(length));
  }

  /** From the usual to the peak. */
  Injection rising(Duration length) {
    return closed()
        ? Injection.ofClients(new Clients(clients, peakClients), length)
        : Injection.of(CoreDsl.rampUsersPerSec(rate).to(peak).during(length));
  }

  /** The most that is asked for at any time. */
  ReplyTime.Demanded most() {
    return closed()
        ? new ReplyTime.Demanded(peakClients, true)
        : new ReplyTime.Demanded(Math.max(rate, peak), false);
  }

  /** Whether clients send, each one request after the other. */
  boolean closed() {
    return clients > 0;
  }

  /** Why bursts of this size never come in a phase that rises to the peak; empty: they do. */
  Optional<String> noBurst(CancelSpec plan, Duration length) {
    if (closed()) {
      return Optional.of("is more than there are clients, each with one request at a time")
          .filter(why -> plan.burst() > peakClients);
    }
    double requests = (rate + peak) / 2 * length.toSeconds();
    return Optional.of("is more than cancel.share leaves in the whole of overflow")
        .filter(why -> plan.burst() > plan.share() * requests);
  }
}
