package io.faultstream.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.Cleanup;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Leftover;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.target.embedded.EmbeddedCluster.Programs;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the cluster comes up, does not come up, and ends. */
@Timeout(60)
final class EmbeddedTargetIT {
  private static final String FRONTEND = Programs.REAL.frontend();

  @TempDir Path folder;
  private Journal journal;
  private final List<ProcessIdentity> seen = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    journal = Journal.open(folder.resolve("journal.jsonl"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (JournalEntry entry : Journal.openEntries(folder.resolve("journal.jsonl"))) {
      seen.add(ProcessIdentity.from(entry.data()));
      Signal.KILL.sendTo(ProcessIdentity.from(entry.data()));
    }
    journal.close();
  }

  private ProcessTarget target(TargetSpec spec, Programs programs) {
    return new ProcessTarget(
        new EmbeddedCluster(spec, programs), new TargetContext(folder, journal, new Chance(7)));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("journal.jsonl"));
  }

  @Test
  void servesOnceStartedAndLeavesNothing() throws Exception {
    try (ProcessTarget target = target(Specs.embedded(), Programs.REAL)) {
      target.start();
      assertThat(target.health().ok()).isTrue();
      assertThat(target.health().sentence()).contains("2 of 2 workers");
      assertThat(target.metricSources()).containsOnlyKeys("frontend", "worker-0", "worker-1");
      assertThat(target.capabilities()).hasSize(3);
      WorkerControl control = target.workers().orElseThrow();
      for (Worker worker : control.workers()) {
        assertThat(
                Poll.until(
                    Duration.ofSeconds(20),
                    Duration.ofMillis(10),
                    () -> Optional.of(control.inFlight(worker)).filter(OptionalInt::isPresent)))
            .contains(OptionalInt.of(0));
        assertThat(control.instances().orElseThrow())
            .contains(control.instanceId(worker).orElseThrow());
        assertThat(control.openRequests(worker)).isEmpty();
      }
      Worker first = control.workers().get(0);
      Worker second = control.restart(first);
      assertThat(control.restart(first)).isEqualTo(second);
      assertThat(second.process()).isNotEqualTo(first.process());
      assertThat(target.processes())
          .containsOnlyKeys("frontend", "worker-0", "worker-1")
          .containsEntry(second.name(), second.process());
    }
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
    assertThat(lines()).filteredOn(line -> line.contains("\"process\"")).hasSize(4);
  }

  @Test
  void portThatIsTakenIsSaidAndNothingIsStarted() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ProcessTarget target =
            target(Specs.embedded(taken.getLocalPort(), Duration.ofSeconds(20)), Programs.REAL)) {
      assertThatThrownBy(target::start)
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
    }
    assertThat(lines()).noneMatch(line -> line.contains("\"process\""));
  }

  @Test
  void workerThatDiesAtTheStartIsNamedWithTheEndOfItsLog() throws Exception {
    Programs broken = new Programs(FRONTEND, "io.faultstream.NoSuchWorker");
    try (ProcessTarget target = target(Specs.embedded(), broken)) {
      assertThatThrownBy(target::start)
          .hasMessageContaining("worker-")
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("NoSuchWorker");
    }
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
  }

  @Test
  void workerThatDoesNotComeUpInTimeIsNamed() throws Exception {
    Programs silent = new Programs(FRONTEND, SilentProgram.class.getName());
    try (ProcessTarget target = target(Specs.embedded(0, Duration.ofSeconds(3)), silent)) {
      assertThatThrownBy(target::start)
          .hasMessageContaining("did not come up within 3s")
          .hasMessageContaining("0 of 2 workers")
          .hasMessageContaining("worker-0 is not ready");
    }
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
  }

  @Test
  void nothingIsAliveAfterKillOfTheRunAlsoNotAStoppedWorker() throws Exception {
    Path run = Files.createDirectories(folder.resolve("runs/sim/one"));
    Process holder = holder(run);
    try (BufferedReader out = holder.inputReader()) {
      assertThat(out.readLine()).isEqualTo("started");
      for (JournalEntry entry : Journal.openEntries(run.resolve("journal.jsonl"))) {
        seen.add(ProcessIdentity.from(entry.data()));
      }
      assertThat(seen).hasSize(3).allMatch(ProcessIdentity::alive);
      Signal.STOP.sendTo(seen.get(2));
      holder.destroyForcibly();
      // Its programs may be gone before it is, and while it is there its run is in use.
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(Poll.until(Duration.ofSeconds(5), Duration.ofMillis(10), this::allGone))
          .isPresent();
    } finally {
      holder.destroyForcibly();
      for (ProcessIdentity process : seen) {
        Signal.KILL.sendTo(process);
      }
    }
    assertThat(new Cleanup(Cleanup.processUndos()).undo(folder))
        .hasSize(3)
        .allMatch(leftover -> leftover.result() == Leftover.Result.NOTHING_LEFT);
  }

  private Optional<Boolean> allGone() {
    return Optional.of(true).filter(any -> seen.stream().noneMatch(ProcessIdentity::alive));
  }

  private static Process holder(Path run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterHolder.class.getName(),
            run.toString())
        .redirectError(run.resolve("holder.log").toFile())
        .start();
  }

  /** Hangs, and does not care about SIGTERM. */
  static final class SilentProgram {
    private SilentProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread hang = new Thread(SilentProgram::hang);
      Runtime.getRuntime().addShutdownHook(hang);
      Thread.currentThread().join();
    }

    private static void hang() {
      while (true) {
        java.util.concurrent.locks.LockSupport.park();
      }
    }
  }
}
