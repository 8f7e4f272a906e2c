package io.faultstream.experiment.gatling;

import io.faultstream.experiment.life.Play;
import io.faultstream.spec.FaultSpec;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.concurrent.TimeUnit;

/**
 * The hook of the faults: its n-th user waits for the phase of the n-th fault, hands it to the
 * nemesis and becomes a row of Gatling's report when the fault is over. Nothing blocks an event
 * loop.
 */
record FaultActionBuilder(Play play) implements ActionBuilder {
  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new Inner(play);
  }

  private record Inner(Play play) implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      return new FaultAction(play, context.coreComponents(), next);
    }
  }

  private static final class FaultAction extends OwnAction {
    private final Play play;
    private final CoreComponents core;
    private final Action next;

    FaultAction(Play play, CoreComponents core, Action next) {
      super("fault");
      this.play = play;
      this.core = core;
      this.next = next;
    }

    @Override
    public void execute(Session session) {
      FaultSpec fault = play.spec().faults().get(Math.toIntExact(session.userId() - 1));
      long delay = play.spec().startNanos(fault.phase());
      var unused =
          session.eventLoop().schedule(() -> hand(fault, session), delay, TimeUnit.NANOSECONDS);
    }

    private void hand(FaultSpec fault, Session session) {
      long start = core.clock().nowMillis();
      var unused =
          play.fault(fault)
              .whenComplete(
                  (good, error) -> {
                    boolean proven = error == null && good;
                    String why = error == null ? "a step was not proven" : error.toString();
                    new GatlingRows(core, session).row("fault " + fault.id(), start, proven, why);
                    next.$bang(session);
                  });
    }
  }
}
