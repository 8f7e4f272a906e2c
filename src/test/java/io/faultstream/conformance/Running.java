package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A started system: how it is asked, what is done to it, and its end. Its folder with the logs
 * stays.
 */
final class Running implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "conformance");

  private final Path folder;
  private final Journal journal;
  private final ProcessTarget target;

  private Running(Path folder, Journal journal, ProcessTarget target) {
    this.folder = folder;
    this.journal = journal;
    this.target = target;
  }

  /** Starts a system and waits until it serves. */
  static Running start(Kind kind, Layout layout) throws Exception {
    return start(kind, layout, frontend -> {});
  }

  /** The same, with a look at the frontend before its workers are started. */
  static Running start(Kind kind, Layout layout, Consumer<URI> beforeWorkers) throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER), kind + "-");
    Journal journal = Journal.open(folder.resolve("journal.jsonl"));
    ProcessTarget target =
        new ProcessTarget(
            kind.blueprint(layout, beforeWorkers),
            new TargetContext(folder, journal, new Chance(Chance.freshSeed())));
    Running running = new Running(folder, journal, target);
    try {
      target.start();
    } catch (TargetException | InterruptedException | RuntimeException e) {
      journal.close();
      throw e;
    }
    return running;
  }

  Client client() {
    return new Client(target.baseUri());
  }

  WorkerControl control() {
    return target.workers().orElseThrow();
  }

  List<Worker> workers() {
    return control().workers();
  }

  /** The frontend's metrics now. */
  Exposition metrics() throws InterruptedException {
    return Exposition.of(client().get("/metrics"));
  }

  /** A worker's metrics now. */
  Exposition metrics(Worker worker) throws InterruptedException {
    return Exposition.of(system(worker).get("/metrics"));
  }

  /** A client of a worker's system server. */
  Client system(Worker worker) {
    return new Client(worker.system());
  }

  /** The worker whose log has this request as open, once it has. */
  Worker serving(String requestId) throws InterruptedException {
    return Await.value(
        "a worker that has " + requestId,
        () ->
            workers().stream()
                .filter(worker -> openRequests(worker).contains(requestId))
                .findFirst());
  }

  /** Ids that its log shows as open; none where it names no request, as before the first. */
  List<String> openRequests(Worker worker) {
    return control().openRequests(worker).orElse(List.of());
  }

  /** A worker that is not this one. */
  Worker other(Worker worker) {
    return workers().stream().filter(w -> !w.equals(worker)).findFirst().orElseThrow();
  }

  /** Requests in flight on all workers. */
  int inFlight() throws InterruptedException {
    int all = 0;
    for (Worker worker : workers()) {
      all += control().inFlight(worker).orElse(0);
    }
    return all;
  }

  /** Ids of the workers that the frontend counts. */
  Set<String> instances() throws InterruptedException {
    return control().instances().orElseThrow();
  }

  void awaitInstances(int count) throws InterruptedException {
    Await.that(count + " instances", () -> instances().size() == count);
  }

  void signal(Worker worker, Signal signal) throws IOException, InterruptedException {
    assertThat(control().signal(worker, signal)).isTrue();
  }

  /** The frontend's process, as the journal has it. */
  ProcessIdentity frontend() throws IOException {
    for (JournalEntry entry : Journal.openEntries(folder.resolve("journal.jsonl"))) {
      if ("frontend".equals(entry.data().get("name"))) {
        return ProcessIdentity.from(entry.data());
      }
    }
    throw new AssertionError("no frontend in the journal");
  }

  /** The frontend's log so far. */
  String log() throws IOException {
    return text(folder.resolve("frontend.log"));
  }

  /** A worker's log so far. */
  static String log(Worker worker) throws IOException {
    return text(worker.log());
  }

  /** Whether there is such a file or folder below the folder of this run. */
  boolean hasInFolder(String path) {
    return Files.exists(folder.resolve(path));
  }

  /** The first line of a log that has all these parts. */
  static Optional<String> line(String log, String... parts) {
    return log.lines().filter(line -> List.of(parts).stream().allMatch(line::contains)).findFirst();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Ends it, with proof that nothing is left. */
  @Override
  public void close() throws TargetException, IOException {
    target.close();
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    journal.close();
  }
}
