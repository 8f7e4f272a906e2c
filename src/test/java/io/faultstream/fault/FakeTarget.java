package io.faultstream.fault;

import io.faultstream.history.VersionProfile;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.spec.FaultKind;
import io.faultstream.target.Health;
import io.faultstream.target.Target;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A target without processes: its workers are names of this JVM. */
public final class FakeTarget implements Target {
  volatile boolean healthy = true;
  final Map<String, Integer> gauges = new ConcurrentHashMap<>();
  private final List<Worker> workers = new ArrayList<>();

  public FakeTarget(int count) {
    add("worker-", count);
  }

  /** A split one. */
  FakeTarget(int prefill, int decode) {
    add("prefill-", prefill);
    add("worker-", decode);
  }

  private void add(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      workers.add(
          new Worker(prefix + i, ProcessIdentity.ours(), URI.create("http://x"), Path.of("none")));
    }
  }

  @Override
  public void start() {}

  @Override
  public URI baseUri() {
    return URI.create("http://x");
  }

  @Override
  public String model() {
    return "tiny";
  }

  @Override
  public Map<String, String> description() {
    return Map.of();
  }

  @Override
  public VersionProfile profile() {
    return VersionProfile.UNKNOWN;
  }

  @Override
  public Health health() {
    return new Health(healthy, healthy ? "well" : "ill", workers.size());
  }

  @Override
  public Set<FaultKind> capabilities() {
    return EnumSet.of(FaultKind.KILL, FaultKind.STALL);
  }

  @Override
  public String refusal(FaultKind kind) {
    return "cannot " + kind.label();
  }

  @Override
  public List<String> workerNames() {
    return workers.stream().map(Worker::name).toList();
  }

  @Override
  public Map<String, URI> metricSources() {
    return Map.of();
  }

  @Override
  public List<Ended> ends() {
    return List.of();
  }

  @Override
  public Optional<WorkerControl> workers() {
    return Optional.of(new Control());
  }

  @Override
  public void close() {}

  /** Its workers. */
  private final class Control implements WorkerControl {
    @Override
    public List<Worker> workers() {
      return workers;
    }

    @Override
    public boolean signal(Worker worker, Signal signal) {
      return true;
    }

    @Override
    public Worker restart(Worker worker) {
      return worker;
    }

    @Override
    public Duration lease() {
      return Duration.ofSeconds(10);
    }

    @Override
    public OptionalInt inFlight(Worker worker) {
      Integer gauge = gauges.get(worker.name());
      return gauge == null ? OptionalInt.empty() : OptionalInt.of(gauge);
    }

    @Override
    public Optional<List<String>> openRequests(Worker worker) {
      return Optional.empty();
    }

    @Override
    public Health health(Worker worker) {
      return FakeTarget.this.health();
    }

    @Override
    public Optional<String> instanceId(Worker worker) {
      return Optional.of(worker.name());
    }

    @Override
    public Optional<Set<String>> instances() {
      return Optional.of(Set.copyOf(workerNames()));
    }

    @Override
    public OptionalLong migrations() {
      return OptionalLong.empty();
    }
  }
}
