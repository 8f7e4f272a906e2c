package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Leftover.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class CleanupTest {
  private static final Cleanup CLEANUP = new Cleanup(Cleanup.processUndos());

  @TempDir Path results;
  private Path file;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeRun() throws IOException {
    file = Files.createDirectories(results.resolve("runs/sim/one")).resolve("journal.jsonl");
    Files.createSymbolicLink(results.resolve("runs/sim/latest"), Path.of("one"));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  /** Without our own launcher, as orphans have no parent of ours; we reap it all the same. */
  private ProcessIdentity sleep() throws IOException {
    Process process = new ProcessBuilder("sleep", "600").start();
    started.add(process);
    return ProcessIdentity.of(process.pid()).orElseThrow();
  }

  private static Map<String, String> named(ProcessIdentity process, String name) {
    Map<String, String> data = new HashMap<>(process.asMap());
    data.put("name", name);
    return data;
  }

  @Test
  void orphanIsEndedAlsoWhenStoppedLastFirst() throws Exception {
    ProcessIdentity running = sleep();
    ProcessIdentity stopped = sleep();
    try (Journal journal = Journal.reopen(file)) {
      journal.record(JournalEntry.PROCESS, named(running, "running"));
      journal.record(JournalEntry.PROCESS, named(stopped, "stopped"));
      journal.record(JournalEntry.STOPPED, named(stopped, "stopped"));
    }
    Signal.STOP.sendTo(stopped);
    assertThat(
            io.faultstream.time.Poll.until(
                Duration.ofSeconds(2),
                Duration.ofMillis(2),
                () -> java.util.Optional.of(true).filter(any -> stopped.stopped())))
        .isPresent();
    assertThat(CLEANUP.find(results)).hasSize(3).allMatch(l -> l.result() == Result.FOUND);

    List<Leftover> done = CLEANUP.undo(results);
    assertThat(done)
        .extracting(l -> l.entry().kind())
        .containsExactly("stopped", "process", "process");
    assertThat(done).allMatch(l -> l.result() == Result.UNDONE, "undone");
    assertThat(running.alive()).isFalse();
    assertThat(stopped.alive()).isFalse();
    assertThat(CLEANUP.undo(results)).isEmpty();
    assertThat(CLEANUP.find(results)).isEmpty();
  }

  @Test
  void whatIsGoneAlreadyIsNoLeftover() throws Exception {
    ProcessIdentity us = ProcessIdentity.ours();
    try (Journal journal = Journal.reopen(file)) {
      journal.record(
          JournalEntry.PROCESS,
          named(new ProcessIdentity(us.pid(), us.startTicks(), "before the reboot"), "old"));
      journal.record(JournalEntry.ENDED, Map.of("name", "worker-0"));
    }
    assertThat(CLEANUP.find(results)).isEmpty();
    assertThat(CLEANUP.undo(results))
        .extracting(Leftover::result)
        .containsOnly(Result.NOTHING_LEFT);
    assertThat(Journal.openEntries(file)).isEmpty();
  }

  @Test
  void runThatIsAliveIsLeftAlone() throws Exception {
    ProcessIdentity child = sleep();
    try (Journal journal = Journal.open(file)) {
      journal.record(JournalEntry.PROCESS, named(child, "child"));
    }
    assertThat(CLEANUP.find(results)).extracting(Leftover::result).containsExactly(Result.IN_USE);
    assertThat(CLEANUP.undo(results)).extracting(Leftover::result).containsExactly(Result.IN_USE);
    assertThat(child.alive()).isTrue();
  }

  @Test
  void goesOnPastFailuresAndKeepsThemOpen() throws Exception {
    ProcessIdentity child = sleep();
    try (Journal journal = Journal.reopen(file)) {
      journal.record(JournalEntry.PROCESS, named(child, "child"));
      journal.record("unheard-of", Map.of());
      journal.record(JournalEntry.PROCESS, Map.of("pid", "x"));
    }
    List<Leftover> done = CLEANUP.undo(results);
    assertThat(done)
        .extracting(Leftover::result)
        .containsExactly(Result.LEAKED, Result.LEAKED, Result.UNDONE);
    assertThat(done.get(1).sentence()).contains("unheard-of");
    assertThat(Journal.openEntries(file)).hasSize(2);
  }

  @Test
  void folderWithoutRunsHasNothing() throws Exception {
    assertThat(CLEANUP.undo(results.resolve("none"))).isEmpty();
  }
}
