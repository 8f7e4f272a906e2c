package io.faultstream.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.etcd.disk.SyncDelay;
import io.faultstream.process.Cleanup;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Leftover;
import io.faultstream.process.Leftover.Result;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.time.Poll;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a cluster whose JVM was killed, and after {@code cleanup}. */
@Timeout(120)
final class EtcdKilledIT {
  @TempDir Path results;
  private final List<ProcessIdentity> seen = new ArrayList<>();

  @Test
  void nothingIsLeftAfterKillAndCleanupAlsoNotOfAPausedMember() throws Exception {
    Path run = Files.createDirectories(results.resolve("runs/sim/one"));
    Cleanup cleanup = new Cleanup(Cleanup.processUndos());
    Process holder = holder(run);
    try (BufferedReader out = holder.inputReader()) {
      assertThat(out.readLine()).contains("started");
      for (JournalEntry entry : Journal.openEntries(run.resolve("journal.jsonl"))) {
        if (entry.kind().equals(JournalEntry.PROCESS)) {
          seen.add(ProcessIdentity.from(entry.data()));
        }
      }
      // One of them has a slow disk, where this machine can make it so: by one more process.
      assertThat(seen).hasSize(SyncDelay.refusal().isEmpty() ? 4 : 3);
      assertThat(seen).allMatch(ProcessIdentity::alive);
      assertThat(cleanup.undo(results)).allMatch(one -> one.result() == Result.IN_USE);
      assertThat(seen).allMatch(ProcessIdentity::alive);
      assertThat(run.resolve("etcd-data")).isDirectory();
      holder.destroyForcibly();
      // Its members may be gone before it is, and while it is there its run is in use.
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
      Duration within = Duration.ofSeconds(10);
      assertThat(Poll.until(within, Duration.ofMillis(10), this::allGone)).isPresent();
    } finally {
      holder.destroyForcibly();
      for (ProcessIdentity process : seen) {
        Signal.KILL.sendTo(process);
      }
    }
    assertThat(cleanup.find(results)).extracting(one -> one.entry().kind()).contains("folder");
    assertThat(cleanup.undo(results))
        .filteredOn(one -> one.entry().kind().equals(JournalEntry.FOLDER))
        .extracting(Leftover::result)
        .containsExactly(Result.UNDONE);
    assertThat(run.resolve("etcd-data")).doesNotExist();
    assertThat(run.resolve("etcd-0.log")).exists();
    assertThat(cleanup.undo(results)).isEmpty();
  }

  private Optional<Boolean> allGone() {
    return Optional.of(true).filter(any -> seen.stream().noneMatch(ProcessIdentity::alive));
  }

  private static Process holder(Path run) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            EtcdHolder.class.getName(),
            run.toString(),
            InstalledEtcd.usual().path().toString())
        .redirectError(run.resolve("holder.log").toFile())
        .start();
  }
}
