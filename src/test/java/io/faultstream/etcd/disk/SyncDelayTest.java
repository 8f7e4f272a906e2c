package io.faultstream.etcd.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.faultstream.process.Journal;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** strace on a process of ours that does nothing, where this machine has it and lets it. */
@Timeout(60)
final class SyncDelayTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);

  @TempDir Path folder;

  private Process child;
  private Journal journal;

  @BeforeEach
  void startChild() throws Exception {
    assumeThat(SyncDelay.refusal()).isEmpty();
    child = new ProcessBuilder(List.of("sleep", "60")).start();
    journal = Journal.open(folder.resolve("journal.jsonl"));
  }

  @AfterEach
  void endChild() throws IOException {
    if (child != null) {
      child.destroyForcibly();
      journal.close();
    }
  }

  private ProcessIdentity victim() {
    return ProcessIdentity.of(child.pid()).orElseThrow();
  }

  private SyncDelay begin(ProcessIdentity victim) throws Exception {
    Path log = folder.resolve("disk.log");
    return SyncDelay.begin(
        new SyncDelay.Wish("slow disk", victim, Duration.ofMillis(50), log), journal);
  }

  private List<JournalEntry> open() throws IOException {
    return Journal.openEntries(folder.resolve("journal.jsonl"));
  }

  @Test
  void processIsTracedUntilItEndsAndGoesOnThen() throws Exception {
    SyncDelay delay = begin(victim());

    assertThat(delay.inForce()).isTrue();
    assertThat(open()).extracting(JournalEntry::kind).containsExactly(JournalEntry.PROCESS);
    assertThat(delay.end()).isTrue();
    assertThat(delay.end()).isTrue();
    assertThat(delay.inForce()).isFalse();
    assertThat(open()).isEmpty();
    assertThat(victim().alive()).isTrue();
    assertThat(victim().stopped()).isFalse();
  }

  /** As cleanup ends it from another process, which knows no more than the journal. */
  @Test
  void processGoesOnAlsoWhenTheTracerIsKilled() throws Exception {
    SyncDelay delay = begin(victim());
    Signal.KILL.sendTo(ProcessIdentity.from(open().get(0).data()));

    assertThat(Poll.until(WITHIN, EVERY, () -> Optional.of(true).filter(any -> !delay.inForce())))
        .isPresent();
    assertThat(victim().state()).hasValueSatisfying(state -> assertThat(state).isIn('S', 'R'));
    assertThat(delay.end()).isTrue();
  }

  @Test
  void processThatIsGoneIsRefusedAndNothingIsLeft() throws Exception {
    ProcessIdentity gone = victim();
    child.destroyForcibly().waitFor();

    assertThatThrownBy(() -> begin(gone))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("slow disk did not attach: ")
        .hasMessageContaining("No such process");
    assertThat(open()).isEmpty();
  }
}
