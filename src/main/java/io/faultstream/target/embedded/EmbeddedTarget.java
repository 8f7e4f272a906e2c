package io.faultstream.target.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.history.VersionProfile;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.FreePorts;
import io.faultstream.process.Launch;
import io.faultstream.process.Signal;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Frontend;
import io.faultstream.target.Health;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.embedded.Commands.Programs;
import io.faultstream.target.profile.Detection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Our own cluster: one frontend and some workers, each a JVM of its own on loopback, so that
 * signals are real. All of it dies with this JVM. It is ready when the frontend lists the model and
 * counts every worker. Thread-safe; what needs the started cluster throws before {@link #start}.
 */
public final class EmbeddedTarget implements Target {
  private final TargetSpec spec;
  private final TargetContext context;
  private final Programs programs;
  private final Crew crew;

  @GuardedBy("this")
  private @Nullable Running running;

  /** The processes that there are once it is started. */
  private record Running(Frontend frontend, EmbeddedWorkers workers) {}

  /** Starts nothing yet. */
  public EmbeddedTarget(TargetSpec spec, TargetContext context) {
    this(spec, context, Programs.REAL);
  }

  EmbeddedTarget(TargetSpec spec, TargetContext context, Programs programs) {
    this.spec = spec;
    this.context = context;
    this.programs = programs;
    this.crew = new Crew(context.journal());
  }

  @Override
  public void start() throws TargetException, InterruptedException {
    try {
      StartUp startUp = new StartUp(spec, crew, startAll());
      startUp.await();
      running().workers().speaks(Detection.of(running().frontend()));
    } catch (TargetException | InterruptedException | RuntimeException e) {
      endAfter(e);
      throw e;
    }
  }

  private StartUp.Processes startAll() throws TargetException, InterruptedException {
    // With our number, so that two runs of one seed do not go for the same ports.
    long pid = ProcessHandle.current().pid();
    FreePorts ports = new FreePorts(context.chance().named("ports of " + pid));
    int port = frontendPort(ports);
    Path discovery = folder("discovery");
    Commands commands = new Commands(spec, discovery, programs);
    Launch launch =
        new Launch(
            "frontend", commands.frontend(port), Map.of(), context.logs().resolve("frontend.log"));
    ChildProcess frontend = crew.start(launch);
    Frontend view = new Frontend(URI.create("http://127.0.0.1:" + port));
    EmbeddedWorkers workers =
        new EmbeddedWorkers(crew, commands, new EmbeddedWorkers.Place(context.logs(), ports, view));
    for (String name : workerNames()) {
      workers.start(name, 1);
    }
    synchronized (this) {
      running = new Running(view, workers);
    }
    return new StartUp.Processes(frontend, view, workers);
  }

  private int frontendPort(FreePorts ports) throws TargetException {
    int asked = spec.embedded().port();
    if (asked != 0 && !FreePorts.free(asked)) {
      throw new TargetException(
          "the frontend did not start: port " + asked + " on 127.0.0.1 is taken");
    }
    try {
      return asked == 0 ? ports.next() : asked;
    } catch (IOException e) {
      throw new TargetException("the frontend did not start: " + e.getMessage(), e);
    }
  }

  private Path folder(String name) throws TargetException {
    try {
      return Files.createDirectories(context.logs().resolve(name)).toAbsolutePath();
    } catch (IOException e) {
      throw new TargetException("cannot make a folder in the run's logs: " + e, e);
    }
  }

  private void endAfter(Exception first) {
    try {
      crew.end();
    } catch (TargetException e) {
      first.addSuppressed(e);
    }
  }

  private synchronized Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the target is not started");
    }
    return now;
  }

  @Override
  public URI baseUri() {
    return running().frontend().address("");
  }

  @Override
  public String model() {
    return spec.model();
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> all = new TreeMap<>();
    all.put("kind", "embedded");
    all.put("model", spec.model());
    all.put("workers", Integer.toString(spec.workers()));
    all.put("migrationLimit", Integer.toString(spec.migrationLimit()));
    all.put("backendTimeout", spec.backendTimeout().map(Commands::text).orElse("never"));
    all.put("router", spec.embedded().router());
    all.put("speedup", Double.toString(spec.embedded().speedup()));
    all.put("heapMegabytes", Integer.toString(spec.embedded().heapMegabytes()));
    all.put("lease", Commands.text(Commands.LEASE));
    all.put("java", Runtime.version().toString());
    return all;
  }

  @Override
  public VersionProfile profile() {
    return running().workers().profile();
  }

  @Override
  public Health health() throws InterruptedException {
    Frontend frontend = running().frontend();
    Optional<List<String>> models = frontend.models();
    Optional<Set<String>> instances = frontend.instances();
    int count = instances.map(Set::size).orElse(0);
    boolean listed = models.filter(list -> list.contains(spec.model())).isPresent();
    String sentence =
        models.map(list -> "/v1/models lists " + list).orElse("/v1/models does not answer")
            + instances
                .map(ids -> ", /health counts " + ids.size() + " of " + spec.workers() + " workers")
                .orElse(", /health does not answer");
    return new Health(listed && count >= spec.workers(), sentence, count);
  }

  @Override
  public Set<FaultKind> capabilities() {
    Set<FaultKind> can = EnumSet.noneOf(FaultKind.class);
    if (Signal.KILL.available()) {
      can.add(FaultKind.KILL);
      can.add(FaultKind.TERMINATE);
    }
    if (Signal.STOP.available()) {
      can.add(FaultKind.STALL);
    }
    return can;
  }

  @Override
  public String refusal(FaultKind kind) {
    return "process faults need Linux, and stall the 'kill' program on the PATH";
  }

  @Override
  public List<String> workerNames() {
    return IntStream.range(0, spec.workers()).mapToObj(EmbeddedTarget::workerName).toList();
  }

  private static String workerName(int number) {
    return "worker-" + number;
  }

  @Override
  public Map<String, URI> metricSources() {
    Map<String, URI> sources = new TreeMap<>();
    sources.put("frontend", running().frontend().address("/metrics"));
    for (Worker worker : running().workers().workers()) {
      sources.put(worker.name(), worker.system().resolve("/metrics"));
    }
    return sources;
  }

  @Override
  public List<UnexpectedEnd> unexpectedEnds() {
    return crew.unexpectedEnds();
  }

  @Override
  public Optional<WorkerControl> workers() {
    return Optional.of(running().workers());
  }

  @Override
  public void close() throws TargetException {
    crew.end();
  }
}
