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
 * A client goes away: does the work for it stop, everywhere, and is its slot free again?
 *
 * <p>Part of overflow's requests is cancelled by an abrupt end of their connection. Claims: what
 * the cancels must lead to, and that the others do not suffer. Command: {@code mvn gatling:test
 * -Dgatling.simulationClass=CancellationSim}
 */
public final class CancellationSim extends Simulation {
  private final Setup setup = Setup.read(Setup.Disturbance.CANCELLATIONS);

  private final GatlingRun run =
      Experiment.named("cancellation", setup)
          .phase(warmup(setup.steady(WARMUP)))
          .phase(standard(setup.steady(STANDARD)))
          .phase(overflow(setup.rising(OVERFLOW)).cancellation(setup.cancellation()))
          .phase(recovery(setup.steady(RECOVERY)))
          .claims(setup.claims(Claims.ofCancellations(setup.target().kind())))
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
