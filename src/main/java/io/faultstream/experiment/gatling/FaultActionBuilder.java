package io.faultstream.experiment.gatling;

import io.faultstream.experiment.life.Play;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The hook of the faults: its n-th user waits for the phase of the n-th fault, hands a fault of
 * that phase to the nemesis and becomes a row of Gatling's report when it is over. Users of one
 * phase come in any order; the first of them hands over the first fault. Nothing blocks an event
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

    /** Those that nobody handed over yet, in the order of the schedule. */
    private final List<FaultSpec> waiting;

    FaultAction(Play play, CoreComponents core, Action next) {
      super("fault");
      this.play = play;
      this.core = core;
      this.next = next;
      this.waiting = new ArrayList<>(play.spec().faults());
    }

    @Override
    public void execute(Session session) {
      Phase phase = play.spec().faults().get(Math.toIntExact(session.userId() - 1)).phase();
      long delay = play.spec().startNanos(phase);
      var unused =
          session.eventLoop().schedule(() -> hand(phase, session), delay, TimeUnit.NANOSECONDS);
    }

    /** One after the other: the nemesis plays in the order in which it is handed them. */
    private synchronized void hand(Phase phase, Session session) {
      FaultSpec fault =
          waiting.stream().filter(one -> one.phase() == phase).findFirst().orElseThrow();
      waiting.remove(fault);
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
