package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.time.Poll;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ChildProcessTest {
  private static final Duration SHORT = Duration.ofSeconds(5);

  @TempDir Path folder;
  private Journal journal;
  private final List<ProcessIdentity> started = new ArrayList<>();

  @BeforeEach
  void openJournal() throws IOException {
    journal = Journal.open(folder.resolve("journal.jsonl"));
  }

  @AfterEach
  void endAll() throws Exception {
    for (ProcessIdentity process : started) {
      Signal.KILL.sendTo(process);
    }
    journal.close();
  }

  private ChildProcess start(String... command) throws Exception {
    Launch launch =
        new Launch("child", List.of(command), Map.of("GREETING", "hello"), folder.resolve("log"));
    ChildProcess child = ChildProcess.start(launch, journal);
    started.add(child.identity());
    return child;
  }

  @Test
  void isInTheJournalUntilItIsEnded() throws Exception {
    ChildProcess child = start("sleep", "600");
    List<JournalEntry> open = Journal.openEntries(folder.resolve("journal.jsonl"));
    assertThat(open).hasSize(1);
    assertThat(ProcessIdentity.from(open.get(0).data())).isEqualTo(child.identity());
    assertThat(child.exitCode()).isEmpty();

    assertThat(child.end(SHORT)).isTrue();
    assertThat(child.end(SHORT)).isTrue();
    assertThat(child.identity().alive()).isFalse();
    assertThat(Journal.openEntries(folder.resolve("journal.jsonl"))).isEmpty();
  }

  @Test
  void outputIsAppendedAndEnvironmentAdded() throws Exception {
    assertThat(start("printenv", "GREETING").goneWithin(SHORT)).isTrue();
    ChildProcess second = start("printenv", "GREETING");
    assertThat(second.goneWithin(SHORT)).isTrue();
    assertThat(second.tail(5)).containsExactly("hello", "hello");
    assertThat(second.tail(1)).containsExactly("hello");
    assertThat(Poll.until(SHORT, Duration.ofMillis(5), () -> code(second))).hasValue(0);
  }

  private static Optional<Integer> code(ChildProcess child) {
    return child.exitCode().isPresent()
        ? Optional.of(child.exitCode().getAsInt())
        : Optional.empty();
  }

  /** A shell that waits for a sleep of its own, as an engine with a process of its own does. */
  private ProcessIdentity grandchild(ChildProcess child) throws Exception {
    ProcessIdentity other =
        Poll.until(SHORT, Duration.ofMillis(5), () -> child.family().others().stream().findFirst())
            .orElseThrow();
    started.add(other);
    return other;
  }

  @Test
  void whatAChildStartedItselfIsFoundAndEndedWithIt() throws Exception {
    ChildProcess child = start("sh", "-c", "sleep 600 & wait");
    ChildProcess stranger = start("sleep", "600");
    ProcessIdentity other = grandchild(child);
    assertThat(child.family().others()).containsExactly(other);
    assertThat(child.end(SHORT)).isTrue();
    assertThat(other.alive()).isFalse();
    assertThat(stranger.identity().alive()).isTrue();
  }

  @Test
  void whatIsStartedWhileTheRestIsEndedIsEndedToo() throws Exception {
    // The end of the first sleep ends the pipe, and what reads it starts another.
    ChildProcess child = start("sh", "-c", "sleep 600 | (read line; sleep 601; :)");
    assertThat(
            Poll.until(
                SHORT,
                Duration.ofMillis(5),
                () -> Optional.of(child.family().others()).filter(all -> all.size() == 2)))
        .isPresent();
    started.addAll(child.family().others());
    boolean gone = child.end(SHORT);
    List<ProcessIdentity> left = child.family().others();
    started.addAll(left);
    assertThat(left).isEmpty();
    assertThat(gone).isTrue();
  }

  @Test
  void whatAChildLeftBehindIsFoundAndUndoneByItsMark() throws Exception {
    ChildProcess child = start("sh", "-c", "sleep 600 & wait");
    ProcessIdentity other = grandchild(child);
    assertThat(Signal.KILL.sendTo(child.identity())).isTrue();
    assertThat(child.goneWithin(SHORT)).isTrue();
    JournalEntry entry = Journal.openEntries(folder.resolve("journal.jsonl")).get(0);
    EndOrphan undo = new EndOrphan();
    assertThat(undo.left(entry)).isTrue();
    undo.undo(entry);
    assertThat(undo.left(entry)).isFalse();
    assertThat(other.alive()).isFalse();
  }

  @Test
  void programThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> start("/no/such/program"))
        .hasMessageContaining("cannot start child: no program /no/such/program");
    assertThatThrownBy(() -> start("no-such-program")).hasMessageContaining("no-such-program");
  }

  @Test
  void stopsAndGoesOnAndEndsWhileStopped() throws Exception {
    ChildProcess child = start("sleep", "600");
    assertThat(Signal.STOP.sendTo(child.identity())).isTrue();
    assertThat(becomes(child, 'T')).isTrue();
    assertThat(Signal.CONT.sendTo(child.identity())).isTrue();
    assertThat(becomes(child, 'S')).isTrue();
    Signal.STOP.sendTo(child.identity());
    assertThat(child.end(SHORT)).isTrue();
    assertThat(Signal.STOP.sendTo(child.identity())).isFalse();
    assertThat(Signal.KILL.sendTo(child.identity())).isFalse();
  }

  private static boolean becomes(ChildProcess child, char letter) throws InterruptedException {
    return Poll.until(
            SHORT,
            Duration.ofMillis(5),
            () -> child.identity().state().filter(state -> state == letter))
        .isPresent();
  }

  @Test
  void signalDoesNotHitAnotherProcessOfTheSameNumber() throws Exception {
    ProcessIdentity real = start("sleep", "600").identity();
    ProcessIdentity other = new ProcessIdentity(real.pid(), real.startTicks() + 1, real.bootId());
    for (Signal signal : Signal.values()) {
      assertThat(signal.sendTo(other)).isFalse();
    }
    assertThat(real.alive()).isTrue();
    assertThat(real.stopped()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void diesWithItsParentEvenWhenThatIsKilledAndItIsStopped(boolean stopped) throws Exception {
    Process parent = parent(stopped);
    try (BufferedReader out = parent.inputReader()) {
      long pid = Long.parseLong(out.readLine());
      ProcessIdentity child = ProcessIdentity.of(pid).orElseThrow();
      started.add(child);
      if (stopped) {
        assertThat(Poll.until(SHORT, Duration.ofMillis(5), child::state)).isPresent();
      }
      assertThat(child.alive()).isTrue();
      parent.destroyForcibly();
      assertThat(parent.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(EndOrphan.gone(child, SHORT)).isTrue();
    } finally {
      parent.destroyForcibly();
    }
    assertThat(new Cleanup(Cleanup.processUndos()).find(folder)).isEmpty();
  }

  private Process parent(boolean stopped) throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/sim/1"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-cp", System.getProperty("java.class.path")));
    command.add(Sleeper.class.getName());
    command.add(run.resolve("journal.jsonl").toString());
    command.add(folder.resolve("log").toString());
    if (stopped) {
      command.add("stop");
    }
    return new ProcessBuilder(command).redirectError(folder.resolve("parent.log").toFile()).start();
  }
}
