package io.faultstream.fault.process;

import io.faultstream.fault.Fault.Later;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.Health;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The worker that is hit: what was seen of it, and the looks that prove what became of it. What was
 * seen may be read from any thread; one thread looks.
 */
final class Hit {
  static final Duration EVERY = Duration.ofMillis(10);

  private final Worker worker;
  private final WorkerControl control;
  private volatile OptionalInt gauge = OptionalInt.empty();
  private volatile OptionalLong migrations = OptionalLong.empty();
  private volatile Optional<List<String>> requests = Optional.empty();
  private volatile Optional<String> instance = Optional.empty();

  /** Whether the last look at the frontend's /health saw its instance there. */
  private volatile boolean listed;

  Hit(Worker worker, WorkerControl control) {
    this.worker = worker;
    this.control = control;
  }

  Worker worker() {
    return worker;
  }

  WorkerControl control() {
    return control;
  }

  ProcessIdentity process() {
    return worker.process();
  }

  Map<String, String> journalData() {
    Map<String, String> data = new HashMap<>(process().asMap());
    data.put("name", worker.name());
    return data;
  }

  /** The gauge last, as it moves fastest. */
  void look() throws InterruptedException {
    instance = control.instanceId(worker);
    migrations = control.migrations();
    gauge = control.inFlight(worker);
  }

  /** Reads which requests are open from the victim's log; the first time counts. */
  void readLog() {
    if (requests.isEmpty()) {
      requests = control.openRequests(worker);
    }
  }

  VictimLoad load() {
    return new VictimLoad(gauge, requests.orElse(List.of()), requests.isPresent(), migrations);
  }

  boolean goneWithin(Duration time) throws InterruptedException {
    return Poll.until(time, EVERY, () -> Optional.of(true).filter(any -> !process().alive()))
        .isPresent();
  }

  /** Whether the frontend has stopped counting it; unknown is not left. */
  boolean leftHealth() throws InterruptedException {
    if (instance.isEmpty()) {
      return false;
    }
    Optional<Set<String>> counted = control.instances();
    listed = counted.isPresent() && counted.get().contains(instance.get());
    return counted.isPresent() && !listed;
  }

  /** The look for its leaving the frontend's /health, from the injection on. */
  Later leaving(Duration within) {
    return new Later(
        instanceName() + " leaves the frontend's /health",
        within,
        () ->
            leftHealth()
                ? Optional.of(instanceName() + " has left the frontend's /health")
                : Optional.empty(),
        () -> listed);
  }

  /** The look for its own /health saying nothing, from the injection on: no answer in time. */
  Later silent(Duration within) {
    return new Later(
        worker.name() + "'s own /health says nothing",
        within,
        () -> {
          Health health = control.health(worker);
          return health.ok() ? Optional.empty() : Optional.of(health.sentence());
        });
  }

  /** For sentences. */
  String instanceName() {
    return instance.map(id -> "instance " + id).orElse("its instance, whose id is unknown,");
  }

  /** Waits until a worker answers and is counted. */
  static Proof serving(WorkerControl control, Worker worker, Duration within)
      throws InterruptedException {
    String[] last = {"not asked"};
    Optional<String> seen =
        Poll.until(
            within,
            EVERY,
            () -> {
              Health health = control.health(worker);
              last[0] = health.sentence();
              return health.ok() ? counted(control, worker, last) : Optional.empty();
            });
    return seen.map(text -> new Proof(true, text))
        .orElseGet(() -> new Proof(false, worker + " does not serve: " + last[0]));
  }

  private static Optional<String> counted(WorkerControl control, Worker worker, String[] last)
      throws InterruptedException {
    Optional<String> id = control.instanceId(worker);
    last[0] = worker + " is ready, but its instance " + id.orElse("?") + " is not in /health";
    return id.isPresent() && control.instances().filter(all -> all.contains(id.get())).isPresent()
        ? Optional.of(worker + " is ready and its instance " + id.get() + " is in /health")
        : Optional.empty();
  }
}
