package io.faultstream.measure;

import io.faultstream.history.Environment;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.history.GapIntervals;
import io.faultstream.history.Json;
import io.faultstream.history.JsonLines;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Mishap;
import io.faultstream.history.Observation;
import io.faultstream.history.RunFolder;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.Versions;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.generator.GeneratorSeries;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.judge.StoredRun;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * A run written by hand: 65 s, 35 requests a second at two workers, a TTFT of 30 ms, 100 tokens 5.7
 * ms apart; a fault on worker-0 at 30 s, proven 4 ms later, undone at 35 s. Requests with an even
 * number are on worker-0. Each test changes what it is about.
 */
public final class SampleHistory {
  public static final long MILLI = 1_000_000L;
  public static final long SECOND = 1_000 * MILLI;
  public static final long INJECT = 30 * SECOND;
  public static final long EFFECT = INJECT + 4 * MILLI;
  public static final long UNDO = 35 * SECOND;
  public static final int PROMPT = 18;

  public ExperimentSpec spec;
  public final List<Observation> seen = new ArrayList<>();
  public final List<FaultEvent> events = new ArrayList<>();
  public final List<MetricSample> metrics = new ArrayList<>();
  public final List<String> mishaps = new ArrayList<>();
  public final List<ProcessEnd> ends = new ArrayList<>();
  public final List<StoreEntry> store = new ArrayList<>();
  public boolean endMark = true;
  public boolean mishapsRecorded = true;

  /** Whether the frontend's pages have nothing but what {@link #metrics} says. */
  public boolean unseenByFrontend;

  private VersionProfile profile = VersionProfile.UNKNOWN;

  private SampleHistory(ExperimentSpec spec) {
    counting(TargetCounter.values());
    this.spec = spec;
  }

  /** A run in which nothing happens. */
  public static SampleHistory calm() {
    return calm(SampleSpecs.withoutFault());
  }

  private static SampleHistory calm(ExperimentSpec spec) {
    SampleHistory run = new SampleHistory(spec);
    long gap = SECOND / 35;
    for (int id = 0; id * gap < spec.lengthNanos(); id++) {
      run.seen.add(Streams.completed(id, spec.phaseAt(id * gap), id * gap));
    }
    run.metrics.add(new MetricSample(-SECOND, "frontend", true, Map.of("up", 1.0)));
    for (int second = 0; second < 66; second++) {
      long at = second * SECOND + SECOND / 2;
      run.metrics.add(
          new MetricSample(at, GeneratorSeries.SOURCE, true, SampleCounters.generator(second)));
      run.metrics.add(new MetricSample(at, "frontend", true, Map.of("up", 1.0)));
    }
    run.metrics.add(new MetricSample(90 * SECOND, "frontend", true, Map.of("up", 1.0)));
    return run;
  }

  /** A run with a fault whose streams on the victim go on elsewhere after 33 ms. */
  public static SampleHistory migrated() {
    SampleHistory run = calm(SampleSpecs.with(FaultKind.KILL));
    run.change(Streams::onVictim, o -> Streams.pausing(o, 33 * MILLI, true));
    run.change(Streams::elsewhere, o -> Streams.pausing(o, 6 * MILLI, false));
    run.fault(FaultKind.KILL);
    run.migrations(run.victims().size());
    return run;
  }

  /** A run whose victim stops for 5 s, its streams with it. */
  public static SampleHistory waited() {
    SampleHistory run = calm(SampleSpecs.with(FaultKind.STALL));
    run.change(Streams::onVictim, o -> Streams.pausing(o, UNDO - INJECT + 3 * MILLI, false));
    run.fault(FaultKind.STALL);
    return run;
  }

  /** A run whose victim is told to stop and ends its streams first. */
  public static SampleHistory drained() {
    SampleHistory run =
        calm(SampleSpecs.expecting(SampleSpecs.with(FaultKind.TERMINATE), Expectation.DRAIN));
    run.change(Streams::onVictim, o -> Streams.pausing(o, 6 * MILLI, false));
    run.fault(FaultKind.TERMINATE);
    return run;
  }

  /** Ids of the streams on the victim as its log has them. */
  public List<String> victims() {
    return seen.stream().filter(Streams::onVictim).map(Observation::targetId).toList();
  }

  /** The request as it was before anything happened to it. */
  public static Observation again(Observation o) {
    return Streams.completed(o.id(), o.phase(), o.times().intended());
  }

  /** Writes the steps of a fault that went as planned. */
  public void fault(FaultKind kind) {
    events.clear();
    VictimLoad load =
        new VictimLoad(OptionalInt.of(victims().size()), victims(), true, OptionalLong.of(0));
    event(kind, FaultStep.HEALTHY_BEFORE, INJECT - 50 * MILLI, OptionalInt.empty());
    event(kind, FaultStep.ARMED, INJECT - 20 * MILLI, OptionalInt.empty());
    event(kind, FaultStep.INJECTING, INJECT, OptionalInt.of(0));
    event(kind, FaultStep.EFFECT, EFFECT, OptionalInt.empty());
    event(kind, FaultStep.UNDOING, UNDO, OptionalInt.of(1));
    event(kind, FaultStep.UNDONE, UNDO + 300 * MILLI, OptionalInt.empty());
    event(kind, FaultStep.HEALTHY_AFTER, UNDO + 400 * MILLI, OptionalInt.empty());
    long noticed = kind == FaultKind.KILL ? EFFECT + 10 * SECOND : INJECT + SECOND;
    event(kind, FaultStep.NOTICED, noticed, OptionalInt.empty());
    SampleWorkers.take(metrics, kind);
    load(load);
  }

  private void event(FaultKind kind, FaultStep step, long at, OptionalInt edge) {
    events.add(
        new FaultEvent(
            SampleSpecs.FAULT, kind, "worker-0", step, at, true, "seen", edge, Optional.empty()));
  }

  /** The same step of a fault whose victim is the frontend. */
  public static FaultEvent onFrontend(FaultEvent e) {
    return new FaultEvent(
        e.fault(),
        e.kind(),
        "frontend",
        e.step(),
        e.atNanos(),
        e.ok(),
        e.evidence(),
        e.edge(),
        e.load());
  }

  /** What the victim was doing. */
  public void load(VictimLoad load) {
    change(
        FaultStep.EFFECT,
        e ->
            new FaultEvent(
                e.fault(),
                e.kind(),
                e.victim(),
                e.step(),
                e.atNanos(),
                e.ok(),
                e.evidence(),
                e.edge(),
                Optional.of(load)));
  }

  /** The target does not tell what the victim was doing. */
  public void loadUnknown() {
    load(new VictimLoad(OptionalInt.empty(), List.of(), false, OptionalLong.empty()));
  }

  /** Changes one step. */
  public void change(FaultStep step, UnaryOperator<FaultEvent> change) {
    events.replaceAll(e -> e.step() == step ? change.apply(e) : e);
  }

  /** This step came at another time, nanoseconds from the run's start. */
  public void at(FaultStep step, long nanos) {
    change(step, e -> copy(e, nanos, e.ok()));
  }

  /** This step did not succeed. */
  public void failed(FaultStep step) {
    change(step, e -> copy(e, e.atNanos(), false));
  }

  private static FaultEvent copy(FaultEvent e, long nanos, boolean ok) {
    return new FaultEvent(
        e.fault(), e.kind(), e.victim(), e.step(), nanos, ok, e.evidence(), e.edge(), e.load());
  }

  /** Changes the requests that are meant. */
  public void change(Predicate<Observation> which, UnaryOperator<Observation> change) {
    seen.replaceAll(o -> which.test(o) ? change.apply(o) : o);
  }

  /** The target's version counts only these. */
  public final void counting(TargetCounter... counters) {
    profile = Versions.counting(counters);
  }

  /** The frontend's page of metrics has no series of migrations, before the fault or after it. */
  public void noMigrationSeries() {
    metrics.replaceAll(m -> new MetricSample(m.atNanos(), m.source(), m.ok(), Map.of("up", 1.0)));
  }

  /** The frontend's counter shows this from the fault on. */
  public void migrations(long count) {
    metrics.replaceAll(
        m ->
            m.source().equals("frontend") && m.atNanos() > INJECT
                ? new MetricSample(m.atNanos(), m.source(), m.ok(), counters(count))
                : m);
  }

  private static Map<String, Double> counters(long count) {
    String name = "dynamo_frontend_model_migration_total{migration_type=";
    return Map.of(
        name + "\"ongoing_request\",model=\"tiny\"}",
        (double) count,
        name + "\"new_request\",model=\"tiny\"}",
        7.0);
  }

  /** Writes the folder. */
  public RunFolder write(Path root) {
    try {
      RunFolder folder = new RunFolder(Files.createDirectories(root.resolve("run")));
      folder.write(RunFolder.SPEC, spec);
      folder.write(
          RunFolder.ENVIRONMENT, new Environment(1, "", "", Map.of(), Map.of(), profile, Map.of()));
      writeObservations(folder);
      writeGaps(folder);
      writeLines(folder, RunFolder.FAULTS, events);
      writeLines(folder, RunFolder.METRICS, counted());
      writeLines(folder, RunFolder.ENDS, ends);
      writeLines(folder, RunFolder.STORE, store);
      if (mishapsRecorded) {
        writeLines(folder, RunFolder.MISHAPS, mishaps.stream().map(m -> new Mishap(0, m)).toList());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the folder and measures it. */
  public Measured measured(Path root) {
    try {
      return Measure.of(write(root), spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the folder, measures it, and gives all that claims look at. */
  public StoredRun stored(Path root) {
    return new StoredRun(spec, measured(root), counted(), profile);
  }

  /** The samples, with the counters of a frontend that saw what its client saw. */
  private List<MetricSample> counted() {
    return unseenByFrontend
        ? metrics
        : metrics.stream().map(page -> SampleCounters.on(page, seen)).toList();
  }

  private void writeObservations(RunFolder folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    seen.forEach(o -> lines.append(Json.line(o)).append('\n'));
    if (endMark) {
      lines.append("{\"end\":true,\"count\":").append(seen.size()).append("}\n");
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.file(RunFolder.OBSERVATIONS)))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeGaps(RunFolder folder) throws IOException {
    try (GapIntervals gaps = GapIntervals.create(folder.file(RunFolder.INTERVALS))) {
      for (int second = 1; second <= 20; second++) {
        for (int i = 0; i < 50; i++) {
          gaps.record(Phase.STANDARD, 5700);
        }
        gaps.record(Phase.OVERFLOW, 33_000);
        gaps.tick(second * SECOND);
      }
    }
  }

  private static void writeLines(RunFolder folder, String name, List<?> values) throws IOException {
    Files.deleteIfExists(folder.file(name));
    try (JsonLines lines = JsonLines.appendTo(folder.file(name))) {
      for (Object value : values) {
        lines.append(value);
      }
    }
  }
}
