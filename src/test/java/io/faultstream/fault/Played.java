package io.faultstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultStep;
import io.faultstream.history.InFlight;
import io.faultstream.process.Journal;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.target.Target;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A fault of a store that was played on a target and proven at each step.
 *
 * @param events what was told of it
 */
public record Played(List<FaultEvent> events) {

  /** Plays the only fault of this experiment. */
  public static Played of(
      ExperimentSpec experiment, List<FaultKit> kits, Target target, Journal journal)
      throws Exception {
    List<FaultEvent> events = new CopyOnWriteArrayList<>();
    Scene scene =
        new Scene(
            experiment,
            target,
            new Faults(kits),
            RunClock.startingNow(),
            new Chance(7),
            journal,
            new InFlight(),
            new FaultEdges(),
            events::add);
    try (Nemesis nemesis = new Nemesis(scene)) {
      boolean ok = nemesis.play(experiment.faults().get(0)).get(100, TimeUnit.SECONDS);
      assertThat(nemesis.undoAll(Duration.ofSeconds(5))).isEmpty();
      assertThat(events).allSatisfy(event -> assertThat(event.ok()).as("%s", event).isTrue());
      assertThat(ok).isTrue();
    }
    assertThat(target.unexpectedEnds()).isEmpty();
    return new Played(events);
  }

  /** The evidence of the first such step. */
  public String said(FaultStep step) {
    return events.stream()
        .filter(event -> event.step() == step)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + step + " in " + events))
        .evidence();
  }
}
