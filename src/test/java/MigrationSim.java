import static io.faultstream.experiment.Profile.overflow;
import static io.faultstream.experiment.Profile.recovery;
import static io.faultstream.experiment.Profile.standard;
import static io.faultstream.experiment.Profile.warmup;
import static io.faultstream.spec.Phase.OVERFLOW;
import static io.faultstream.spec.Phase.RECOVERY;
import static io.faultstream.spec.Phase.STANDARD;
import static io.faultstream.spec.Phase.WARMUP;

import io.faultstream.experiment.Experiment;
import io.faultstream.experiment.gatling.GatlingRun;
import io.faultstream.experiment.plan.Setup;
import io.faultstream.judge.claims.Claims;
import io.gatling.javaapi.core.Simulation;

/**
 * A worker dies, is drained or stalls in mid-stream: does each request go on elsewhere, complete
 * and in order?
 *
 * <p>Fault: kill, terminate or stall of the worker that serves most streams, in overflow. Claims:
 * those that follow from {@code expect}. Command: {@code mvn gatling:test
 * -Dgatling.simulationClass=MigrationSim}
 */
public final class MigrationSim extends Simulation {
  private final Setup setup = Setup.read(Setup.Disturbance.FAULTS);

  private final GatlingRun run =
      Experiment.named("migration", setup)
          .phase(warmup(setup.steady(WARMUP)))
          .phase(standard(setup.steady(STANDARD)))
          .phase(overflow(setup.rising(OVERFLOW)).faults(setup.faults()))
          .phase(recovery(setup.steady(RECOVERY)))
          .claims(
              setup.claims(
                  Claims.following(
                      setup.expectation(), !setup.faults().isEmpty(), setup.target().kind())))
          .build();

  {
    setUp(run.populations())
        .protocols(run.protocol())
        .assertions(run.assertion())
        .maxDuration(run.maxDuration());
  }

  @Override
  public void before() {
    run.start();
  }

  @Override
  public void after() {
    run.end();
  }
}
