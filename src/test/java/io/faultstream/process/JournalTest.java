package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir Path folder;

  @Test
  void doneEntriesAreNotOpenAndTheOwnerIsNoEntry() throws IOException {
    Path file = folder.resolve("journal.jsonl");
    try (Journal journal = Journal.open(file)) {
      JournalEntry first = journal.record("a", Map.of("name", "one"));
      JournalEntry second = journal.record("b", Map.of());
      assertThat(Journal.openEntries(file)).containsExactly(first, second);
      journal.done(first);
      journal.done(first);
      assertThat(Journal.openEntries(file)).containsExactly(second);
    }
    assertThat(Journal.content(file).owner()).hasValue(ProcessIdentity.ours());
  }

  @Test
  void entriesOfAReopenedJournalHaveIdsOfTheirOwn() throws IOException {
    Path file = folder.resolve("journal.jsonl");
    try (Journal journal = Journal.open(file)) {
      journal.done(journal.record("a", Map.of()));
    }
    try (Journal journal = Journal.reopen(file)) {
      journal.record("b", Map.of());
    }
    assertThat(Journal.openEntries(file)).extracting(JournalEntry::kind).containsExactly("b");
  }

  @Test
  void lineCutOffAtTheEndIsLeftOutAndCanBeWrittenAfter() throws IOException {
    Path file = folder.resolve("journal.jsonl");
    try (Journal journal = Journal.open(file)) {
      journal.record("a", Map.of());
    }
    Files.writeString(file, "{\"id\":\"j2\",\"ki", StandardOpenOption.APPEND);
    assertThat(Journal.openEntries(file)).hasSize(1);
    JournalEntry open = Journal.openEntries(file).get(0);
    try (Journal journal = Journal.reopen(file)) {
      journal.done(open);
    }
    assertThat(Journal.openEntries(file)).isEmpty();
  }

  @Test
  void brokenLineInTheMiddleIsNamed() throws IOException {
    Path file = folder.resolve("journal.jsonl");
    Files.writeString(
        file, "{\"id\":\"j0\",\"done\":true}\nnonsense\n{\"id\":\"j1\",\"done\":true}\n");
    assertThatThrownBy(() -> Journal.openEntries(file)).hasMessageContaining("line 2");
  }

  @Test
  void journalThatCannotBeWrittenIsSaid() throws IOException {
    Journal journal = Journal.open(folder.resolve("journal.jsonl"));
    journal.close();
    assertThatThrownBy(() -> journal.record("a", Map.of())).isInstanceOf(IOException.class);
  }
}
