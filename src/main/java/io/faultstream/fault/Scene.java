package io.faultstream.fault;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.InFlight;
import io.faultstream.process.Journal;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.target.Target;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.util.function.Consumer;

/**
 * What the nemesis plays on.
 *
 * @param experiment for the phases' starts and ends, which count from the clock's zero
 * @param target the started target
 * @param faults the faults there are
 * @param clock the run's; its zero is the start of the first phase
 * @param chance the run's
 * @param journal where undos are written before faults are injected
 * @param inFlight what conditions are read from
 * @param edges where injections and undos are announced to the streams
 * @param listener is told each step, on any thread of the nemesis or the one that undoes all; must
 *     be thread-safe
 */
public record Scene(
    ExperimentSpec experiment,
    Target target,
    Faults faults,
    RunClock clock,
    Chance chance,
    Journal journal,
    InFlight inFlight,
    FaultEdges edges,
    Consumer<FaultEvent> listener) {}
