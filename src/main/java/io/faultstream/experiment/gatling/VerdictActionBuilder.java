package io.faultstream.experiment.gatling;

import io.faultstream.experiment.life.Play;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Ends and judges the run on a thread of its own, then makes a row of each claim. It is in every
 * run, so it is also where the run learns which event loops carry it.
 */
record VerdictActionBuilder(Play play) implements ActionBuilder {
  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new Inner(play);
  }

  private record Inner(Play play) implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      List<Executor> loops = new ArrayList<>();
      context.coreComponents().eventLoopGroup().forEach(loops::add);
      play.carriedBy(loops);
      return new VerdictAction(play, context.coreComponents(), next);
    }
  }

  private static final class VerdictAction extends OwnAction {
    private final Play play;
    private final CoreComponents core;
    private final Action next;

    VerdictAction(Play play, CoreComponents core, Action next) {
      super("verdict");
      this.play = play;
      this.core = core;
      this.next = next;
    }

    @Override
    public void execute(Session session) {
      new Thread(() -> judge(session), "verdict").start();
    }

    private void judge(Session session) {
      boolean passed = false;
      try {
        Judgement judgement = play.conclude().judgement();
        GatlingRows rows = new GatlingRows(core, session);
        for (ClaimResult claim : judgement.claims()) {
          row(rows, claim.id(), claim.verdict(), claim.evidence());
        }
        row(rows, "run", judgement.verdict(), judgement.reason());
        passed = judgement.verdict() == Verdict.PASS;
      } finally {
        next.$bang(passed ? session : session.markAsFailed());
      }
    }

    private void row(GatlingRows rows, String name, Verdict verdict, String evidence) {
      rows.row(name, core.clock().nowMillis(), verdict == Verdict.PASS, verdict + " " + evidence);
    }
  }
}
