package io.faultstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.process.Leftover.Result;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnedFolderTest {
  private static final Cleanup CLEANUP = new Cleanup(Cleanup.processUndos());

  @TempDir Path results;
  private Path file;
  private Path folder;

  @BeforeEach
  void makeRun() throws IOException {
    Path run = Files.createDirectories(results.resolve("runs/sim/one"));
    file = run.resolve("journal.jsonl");
    folder = run.resolve("logs/data");
  }

  /** As a run that ended without removing it. */
  private OwnedFolder left() throws IOException {
    try (Journal journal = Journal.reopen(file)) {
      OwnedFolder owned = OwnedFolder.create(folder, journal);
      Files.createDirectories(folder.resolve("one/two"));
      Files.writeString(folder.resolve("one/two/file"), "text");
      return owned;
    }
  }

  @Test
  void isRemovedWithAllThatIsInItAndDoneInTheJournal() throws Exception {
    try (Journal journal = Journal.reopen(file)) {
      OwnedFolder owned = OwnedFolder.create(folder, journal);
      Files.createDirectories(owned.path().resolve("deep/er"));
      List<JournalEntry> open = Journal.openEntries(file);
      assertThat(open).extracting(JournalEntry::kind).containsExactly(JournalEntry.FOLDER);
      assertThat(open.get(0)).hasToString("folder data (" + folder.toAbsolutePath() + ")");
      owned.close();
      owned.close();
    }
    assertThat(folder).doesNotExist();
    assertThat(folder.getParent()).isDirectory();
    assertThat(Journal.openEntries(file)).isEmpty();
  }

  @Test
  void wipesWhatIsBelowItAndNothingElse() throws Exception {
    OwnedFolder owned = left();
    Path outside = Files.createDirectory(results.resolve("outside"));
    owned.wipe(folder.resolve("one"));
    owned.wipe(folder.resolve("never-there"));
    assertThat(folder).isDirectory().isDirectoryNotContaining("glob:**/one");
    for (Path wrong : List.of(folder, outside, folder.resolve("../../../outside"))) {
      assertThatThrownBy(() -> owned.wipe(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not below");
    }
    assertThat(outside).isDirectory();
  }

  @Test
  void cleanupRemovesOneThatWasLeft() throws Exception {
    left();
    assertThat(CLEANUP.find(results)).extracting(Leftover::result).containsExactly(Result.FOUND);
    assertThat(CLEANUP.undo(results)).extracting(Leftover::result).containsExactly(Result.UNDONE);
    assertThat(folder).doesNotExist();
    assertThat(CLEANUP.undo(results)).isEmpty();
  }

  @Test
  void cleanupLeavesAFolderThatIsNotOursAlone() throws Exception {
    left();
    Files.writeString(folder.resolve(OwnedFolder.MARKER), "somebody else's");
    assertThat(CLEANUP.undo(results))
        .extracting(Leftover::result)
        .containsExactly(Result.NOTHING_LEFT);
    assertThat(folder.resolve("one/two/file")).hasContent("text");
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws Exception {
    OwnedFolder owned = left();
    Path outside = Files.createDirectory(results.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "text");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(folder.resolve("one/dangling"), results.resolve("nowhere"));
    owned.wipe(folder.resolve("one"));
    assertThat(CLEANUP.undo(results)).extracting(Leftover::result).containsExactly(Result.UNDONE);
    assertThat(folder).doesNotExist();
    assertThat(outside.resolve("kept")).hasContent("text");
  }

  @Test
  void isNotMadeWhereSomethingIs() throws Exception {
    Files.createDirectories(folder);
    try (Journal journal = Journal.reopen(file)) {
      assertThatThrownBy(() -> OwnedFolder.create(folder, journal))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(folder).isDirectory();
    assertThat(Journal.openEntries(file)).isEmpty();
  }
}
