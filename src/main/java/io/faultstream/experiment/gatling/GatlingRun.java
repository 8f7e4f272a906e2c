package io.faultstream.experiment.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.faultstream.experiment.life.Play;
import io.faultstream.experiment.plan.Exit;
import io.faultstream.experiment.plan.Setup;
import io.faultstream.load.SendActionBuilder;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.load.arrivals.InjectionSteps;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.ExperimentSpec;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as Gatling plays it: one population for the faults, one for the requests, and when both are
 * done one for the verdict, whose rows carry the claims into Gatling's own report and exit code.
 */
public final class GatlingRun {
  private static final String VERDICT = "verdict";

  /** Beyond schedule and drain: for undoing, ending and judging. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final Play play;
  private final Arrivals arrivals;

  private GatlingRun(Play play, Arrivals arrivals) {
    this.play = play;
    this.arrivals = arrivals;
  }

  /** Prints the plan; with {@code run=plan}, or when it cannot be played, ends the process. */
  public static GatlingRun of(Setup setup, ExperimentSpec spec, Arrivals arrivals) {
    Play play = new Play(setup, spec, arrivals);
    List<String> refusals = play.refusals();
    if (!refusals.isEmpty()) {
      throw Exit.now(Exit.BAD_SPEC, String.valueOf(new BadSpecException(refusals).getMessage()));
    }
    System.out.println(play.plan());
    if (setup.planOnly()) {
      throw Exit.now(Exit.OK, "");
    }
    return new GatlingRun(play, arrivals);
  }

  /** For {@code setUp(…)}. */
  public List<PopulationBuilder> populations() {
    PopulationBuilder verdict =
        scenario(VERDICT)
            .exec(group(VERDICT).on(exec(new VerdictActionBuilder(play))))
            .injectOpen(atOnceUsers(1));
    long length = play.spec().lengthNanos() / 1_000_000;
    PopulationBuilder load =
        requests().injectOpen(InjectionSteps.replaying(arrivals, length, play::begin));
    List<PopulationBuilder> all = new ArrayList<>();
    int faults = play.spec().faults().size();
    if (faults > 0) {
      // First, and all at the start: so Gatling numbers these users before those that send.
      all.add(
          scenario("faults").exec(new FaultActionBuilder(play)).injectOpen(atOnceUsers(faults)));
    }
    all.add(load.andThen(verdict));
    return all;
  }

  private ScenarioBuilder requests() {
    try {
      return scenario("requests").exec(new SendActionBuilder(play.load()));
    } catch (IOException e) {
      throw Exit.now(Exit.BAD_SPEC, "the prompts cannot be read: " + e.getMessage());
    }
  }

  /** For {@code protocols(…)}. */
  public HttpProtocolBuilder protocol() {
    return http.disableCaching().disableWarmUp();
  }

  /** For {@code assertions(…)}: false also when the verdict's rows are missing. */
  public Assertion assertion() {
    return details(VERDICT).failedRequests().count().is(0L);
  }

  /** For {@code maxDuration(…)}: nothing that hangs can hold a nightly job. */
  public Duration maxDuration() {
    return Duration.ofNanos(play.spec().lengthNanos())
        .plus(play.spec().load().timeouts().drain())
        .plus(GRACE);
  }

  /** For {@code before()}. */
  public void start() {
    play.start();
  }

  /** For {@code after()}. */
  public void end() {
    play.after();
  }
}
