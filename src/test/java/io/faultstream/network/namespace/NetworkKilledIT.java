package io.faultstream.network.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.process.Cleanup;
import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.Leftover;
import io.faultstream.process.Leftover.Result;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a network whose JVM was killed, and after {@code cleanup}. */
@Timeout(120)
final class NetworkKilledIT {
  private static final Tools TOOLS = Tools.found();
  @TempDir Path results;

  @Test
  void cleanupTakesTheNetworkOfAKilledRunAwayAndNoOther() throws Exception {
    RootedNamespaces.wiring();
    Path run = Files.createDirectories(results.resolve("runs/sim/one"));
    Cleanup cleanup = Removal.cleanup();
    Process holder = holder(run);
    try (BufferedReader out = holder.inputReader()) {
      ProcessIdentity sleeper = ProcessIdentity.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(runs(sleeper, "sleep")).isTrue();
      String stem = stem(run);
      assertThat(there(stem)).isTrue();
      assertThat(cleanup.undo(results)).allMatch(one -> one.result() == Result.IN_USE);
      assertThat(there(stem)).isTrue();
      holder.destroyForcibly();
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(
              Poll.until(
                  Duration.ofSeconds(10),
                  Duration.ofMillis(10),
                  () -> Optional.of(true).filter(any -> !sleeper.alive())))
          .as("the process in the namespace died with its JVM")
          .isPresent();
      assertThat(there(stem)).isTrue();
      assertThat(cleanup.find(results)).extracting(Leftover::result).containsOnly(Result.FOUND);
      assertThat(cleanup.undo(results))
          .filteredOn(one -> one.entry().kind().equals(Removal.KIND))
          .extracting(Leftover::result)
          .containsExactly(Result.UNDONE);
      assertThat(there(stem)).isFalse();
      assertThat(cleanup.undo(results)).isEmpty();
    } finally {
      holder.destroyForcibly();
      cleanup.undo(results);
    }
  }

  /** The number is that of the program behind {@code ip netns exec}, which it has replaced. */
  private static boolean runs(ProcessIdentity process, String program) throws Exception {
    Path command = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Poll.until(
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            () -> Optional.of(true).filter(any -> begins(command, program)))
        .isPresent();
  }

  private static boolean begins(Path command, String program) {
    try {
      return new String(Files.readAllBytes(command), StandardCharsets.UTF_8)
          .startsWith(program + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private static String stem(Path run) throws Exception {
    JournalEntry network = Journal.openEntries(run.resolve("journal.jsonl")).get(0);
    assertThat(network.kind()).isEqualTo(Removal.KIND);
    String first = network.data().getOrDefault("namespaces", "").split(" ", -1)[0];
    return first.substring(0, first.lastIndexOf('-'));
  }

  private static boolean there(String stem) throws Exception {
    return new BoundedCommands().run(TOOLS.ip("netns", "list")).contains(stem);
  }

  private static Process holder(Path run) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                NetworkHolder.class.getName(),
                run.toString()))
        .redirectError(run.resolve("holder.log").toFile())
        .start();
  }
}
