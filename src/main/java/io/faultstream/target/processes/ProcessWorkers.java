package io.faultstream.target.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.history.TargetCounter;
import io.faultstream.history.VersionProfile;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.spec.WorkerRole;
import io.faultstream.target.Frontend;
import io.faultstream.target.Health;
import io.faultstream.target.HttpProbe;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Metrics;
import io.faultstream.target.RequestLog;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.Blueprint.Place;
import io.faultstream.target.processes.Blueprint.Post;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The workers of a target of child processes. Thread-safe. */
final class ProcessWorkers implements WorkerControl {
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final String IN_FLIGHT = "dynamo_component_inflight_requests";
  private static final String RUNNING = "vllm:num_requests_running";
  private static final int HEXADECIMAL = 16;

  private final Crew crew;
  private final Blueprint blueprint;
  private final Place place;
  private final Frontend frontend;
  private final HttpProbe probe = new HttpProbe(DEADLINE);
  private final Map<ProcessIdentity, String> instanceIds = new ConcurrentHashMap<>();

  private volatile VersionProfile profile = VersionProfile.UNKNOWN;

  @GuardedBy("this")
  private final Map<String, Started> current = new TreeMap<>();

  /** A worker, its process, and how many there have been of this name. */
  record Started(Worker worker, ChildProcess child, int generation) {}

  ProcessWorkers(Crew crew, Blueprint blueprint, Place place, Frontend frontend) {
    this.crew = crew;
    this.blueprint = blueprint;
    this.place = place;
    this.frontend = frontend;
  }

  /** From now on logs and counters are read as this version writes them. */
  void speaks(VersionProfile version) {
    profile = version;
  }

  VersionProfile profile() {
    return profile;
  }

  /** Starts the process of this name and generation; the first is 1. */
  synchronized Worker start(String name, int generation)
      throws TargetException, InterruptedException {
    int port = freePort(name);
    WorkerRole role = blueprint.spec().role(name);
    Path log = place.logs().resolve(name + (generation == 1 ? "" : "." + generation) + ".log");
    ChildProcess child = crew.start(blueprint.worker(new Post(name, role, port, log), place));
    URI system = URI.create("http://127.0.0.1:" + port);
    Worker worker = new Worker(name, child.identity(), system, log);
    current.put(name, new Started(worker, child, generation));
    return worker;
  }

  private synchronized int freePort(String name) throws TargetException {
    try {
      return place.ports().next();
    } catch (IOException e) {
      throw new TargetException(name + " did not start: " + e.getMessage(), e);
    }
  }

  /** The processes of the workers as they are now. */
  synchronized List<Started> started() {
    return List.copyOf(current.values());
  }

  @Override
  public synchronized List<Worker> workers() {
    return current.values().stream().map(Started::worker).toList();
  }

  @Override
  public boolean signal(Worker worker, Signal signal) throws IOException, InterruptedException {
    if (signal == Signal.TERM || signal == Signal.KILL) {
      crew.askToEnd(worker.process());
    }
    boolean sent = signal.sendTo(worker.process());
    if (signal != Signal.TERM) {
      // Looked for afterwards, so that nothing lies between the fault's moment and its signal.
      for (ProcessIdentity other : crew.startedBy(worker.process())) {
        signal.sendTo(other);
      }
    }
    return sent;
  }

  @Override
  public synchronized Worker restart(Worker worker) throws TargetException, InterruptedException {
    Started now = current.get(worker.name());
    if (now == null) {
      throw new TargetException("there is no worker " + worker.name());
    }
    return now.worker().process().equals(worker.process())
        ? start(worker.name(), now.generation() + 1)
        : now.worker();
  }

  @Override
  public Duration lease() {
    return blueprint.lease();
  }

  @Override
  public OptionalInt inFlight(Worker worker) throws InterruptedException {
    Answer answer = probe.get(worker.system().resolve("/metrics"));
    if (!answer.ok()) {
      return OptionalInt.empty();
    }
    Metrics metrics = Metrics.parse(answer.body());
    remember(worker, metrics);
    for (String gauge : List.of(IN_FLIGHT, RUNNING)) {
      if (metrics.has(gauge)) {
        return OptionalInt.of((int) Math.round(metrics.sum(gauge)));
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public Optional<List<String>> openRequests(Worker worker) {
    return RequestLog.open(worker.log(), profile.logs());
  }

  @Override
  public Health health(Worker worker) throws InterruptedException {
    Answer answer = probe.get(worker.system().resolve("/health"));
    boolean ready = answer.ok() && answer.body().contains("\"ready\"");
    return new Health(ready, worker.name() + " /health: " + answer.brief(), ready ? 1 : 0);
  }

  @Override
  public Optional<String> instanceId(Worker worker) throws InterruptedException {
    if (!instanceIds.containsKey(worker.process())) {
      Answer answer = probe.get(worker.system().resolve("/metrics"));
      if (answer.ok()) {
        remember(worker, Metrics.parse(answer.body()));
      }
    }
    return Optional.ofNullable(instanceIds.get(worker.process()));
  }

  /** The label {@code worker_id} is the instance id in hexadecimal; /health has it in decimal. */
  private void remember(Worker worker, Metrics metrics) {
    metrics
        .anyLabel("worker_id")
        .flatMap(ProcessWorkers::decimal)
        .ifPresent(id -> instanceIds.put(worker.process(), id));
  }

  private static Optional<String> decimal(String hexadecimal) {
    try {
      long id = Long.parseUnsignedLong(hexadecimal, HEXADECIMAL);
      return Optional.of(Long.toUnsignedString(id));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Set<String>> instances() throws InterruptedException {
    return frontend.instances();
  }

  @Override
  public OptionalLong migrations() throws InterruptedException {
    return frontend.counter(TargetCounter.MIGRATIONS, profile);
  }
}
