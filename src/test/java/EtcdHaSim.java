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
 * The coordination store loses its leader, a member, a link or all of itself: do the streams go on?
 *
 * <p>Fault: of the etcd cluster through which the target's processes find each other, in overflow;
 * where there is room for it a worker is restarted in order after that, so that the instances
 * change. Claims: no stream and no request notices, and the store is whole afterwards; where it is
 * lost for longer than a lease, frontend and workers end in order. Command: {@code mvn gatling:test
 * -Dgatling.simulationClass=EtcdHaSim}
 */
public final class EtcdHaSim extends Simulation {
  private final Setup setup = Setup.read(Setup.Disturbance.STORE_FAULTS);

  private final GatlingRun run =
      Experiment.named("etcd-ha", setup)
          .phase(warmup(setup.steady(WARMUP)))
          .phase(standard(setup.steady(STANDARD)))
          .phase(overflow(setup.rising(OVERFLOW)).faults(setup.faults()))
          .phase(recovery(setup.steady(RECOVERY)))
          .claims(
              setup.claims(
                  Claims.ofStore(setup.faults(), setup.expectation(), setup.target().kind())))
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
