package io.faultstream.histories;

import static io.faultstream.histories.Shape.MILLI;
import static io.faultstream.histories.Shape.SECOND;

import io.faultstream.fault.PlannedFault;
import io.faultstream.history.Environment;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.history.GapIntervals;
import io.faultstream.history.JsonLines;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.RunFolder;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.Versions;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes the whole folder of a run that never was, through the writers of a real one: a kill in
 * overflow whose streams go on elsewhere, and no fault found in it. Of its requests none is kept,
 * so that a million of them need no more memory than a hundred.
 */
public final class HistoryGenerator {
  private static final Instant START = Instant.parse("2026-03-02T01:30:00Z");

  /** What waits to be written is bounded by this. */
  private static final int AHEAD = 20_000;

  /** A killed worker's instance is listed until its lease of 10 s is over. */
  private static final long LEFT_AFTER = 9_800 * MILLI;

  private static final String LEFT = "instance 7587895214300210517 has left the frontend's /health";

  private final Shape shape;
  private final Requests requests;
  private final ExperimentSpec spec;

  private HistoryGenerator(Shape shape) {
    this.shape = shape;
    this.requests = new Requests(shape);
    this.spec = shape.spec();
  }

  /** Writes it into a results folder, as its latest run. */
  public static RunFolder writeUnder(Path results, Shape shape) throws IOException {
    RunFolder folder = RunFolder.create(results, "migration", START, shape.seed());
    new HistoryGenerator(shape).into(folder);
    return folder;
  }

  private void into(RunFolder folder) throws IOException {
    List<Observation> victims = requests.onVictim();
    long moved =
        victims.stream().filter(o -> o.times().firstToken() <= shape.injectNanos()).count();
    folder.write(RunFolder.SPEC, spec);
    folder.write(RunFolder.ENVIRONMENT, environment());
    folder.write(RunFolder.SCHEDULE, List.of(planned()));
    Files.createFile(folder.file(RunFolder.MISHAPS));
    faults(folder, victims);
    Pages pages = new Pages(shape, moved);
    observations(folder, pages);
    pages.write(folder.file(RunFolder.METRICS));
  }

  private Environment environment() {
    return new Environment(
        1,
        START.toString(),
        "0000000",
        Map.of("cores", "2", "memory", "8 GiB"),
        Map.of("router", "round-robin"),
        Versions.counting(TargetCounter.values()),
        Map.of("seed", Long.toString(shape.seed())));
  }

  private PlannedFault planned() {
    return new PlannedFault(
        SampleSpecs.FAULT,
        FaultKind.KILL.label(),
        Phase.OVERFLOW.label(),
        shape.injectNanos() / 1e9,
        OptionalInt.empty(),
        (shape.undoNanos() - shape.injectNanos()) / 1e9,
        "the worker with most streams in flight",
        "SIGKILL to",
        "starting it again");
  }

  private void faults(RunFolder folder, List<Observation> victims) throws IOException {
    VictimLoad load =
        new VictimLoad(
            OptionalInt.of(victims.size()),
            victims.stream().map(Observation::targetId).toList(),
            true,
            OptionalLong.of(0));
    try (JsonLines lines = JsonLines.appendTo(folder.file(RunFolder.FAULTS))) {
      lines.append(step(FaultStep.HEALTHY_BEFORE, -50 * MILLI, "2 of 2 instances in /health"));
      lines.append(step(FaultStep.ARMED, -20 * MILLI, "journal entry 3: start worker-0 again"));
      lines.append(edge(step(FaultStep.INJECTING, 0, "SIGKILL to process 4711"), 0));
      lines.append(loaded(step(FaultStep.EFFECT, 4 * MILLI, "process 4711 is gone"), load));
      lines.append(edge(step(FaultStep.UNDOING, 5 * SECOND, "starting worker-0 anew"), 1));
      long undone = shape.undoneNanos() - shape.injectNanos();
      lines.append(step(FaultStep.UNDONE, undone, "process 4712 answers"));
      lines.append(
          step(FaultStep.HEALTHY_AFTER, undone + 100 * MILLI, "2 of 2 instances in /health"));
      lines.append(step(FaultStep.NOTICED, LEFT_AFTER, LEFT));
    }
  }

  private FaultEvent step(FaultStep step, long afterNanos, String evidence) {
    return new FaultEvent(
        SampleSpecs.FAULT,
        FaultKind.KILL,
        "worker-0",
        step,
        shape.injectNanos() + afterNanos,
        true,
        evidence,
        OptionalInt.empty(),
        Optional.empty());
  }

  private static FaultEvent edge(FaultEvent e, int edge) {
    return new FaultEvent(
        e.fault(),
        e.kind(),
        e.victim(),
        e.step(),
        e.atNanos(),
        e.ok(),
        e.evidence(),
        OptionalInt.of(edge),
        e.load());
  }

  private static FaultEvent loaded(FaultEvent e, VictimLoad load) {
    return new FaultEvent(
        e.fault(),
        e.kind(),
        e.victim(),
        e.step(),
        e.atNanos(),
        e.ok(),
        e.evidence(),
        e.edge(),
        Optional.of(load));
  }

  private void observations(RunFolder folder, Pages pages) throws IOException {
    ObservationLog log = ObservationLog.create(folder.file(RunFolder.OBSERVATIONS));
    long second = 0;
    try (GapIntervals gaps = GapIntervals.create(folder.file(RunFolder.INTERVALS))) {
      for (long id = 0; id < shape.observations(); id++) {
        Observation seen = requests.at(id);
        while (seen.times().intended() >= (second + 1) * SECOND) {
          gaps.tick(++second * SECOND);
        }
        log.append(seen);
        pages.count(seen);
        record(gaps, seen);
        if (id % AHEAD == AHEAD - 1) {
          log.awaitWritten();
        }
      }
      gaps.tick(shape.lengthNanos() + SECOND);
    }
    log.close(true);
  }

  /** Each gap in the phase in which it ended. */
  private void record(GapIntervals gaps, Observation seen) {
    long first = seen.times().firstToken();
    Phase begin = spec.phaseAt(first);
    boolean within = begin == spec.phaseAt(seen.times().lastToken());
    for (int token = 1; token < Shape.TOKENS; token++) {
      long end = first + token * (shape.tokenMicros() * 1000L);
      gaps.record(within ? begin : spec.phaseAt(end), shape.tokenMicros());
    }
  }
}
