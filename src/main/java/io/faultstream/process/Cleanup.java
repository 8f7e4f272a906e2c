package io.faultstream.process;

import io.faultstream.process.Leftover.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Undoes what killed runs left behind, from their journals alone: last in, first out, going on past
 * failures, with proof. May be repeated at will; a run that is alive is left alone. Stateless.
 */
public final class Cleanup {
  private static final String JOURNAL = "journal.jsonl";

  private final Map<String, Undo> undos;

  /** Knows how to undo these kinds. */
  public Cleanup(Map<String, Undo> undos) {
    this.undos = Map.copyOf(undos);
  }

  /** The kinds that need no more than this machine: processes, stopped ones, and folders. */
  public static Map<String, Undo> processUndos() {
    return new LinkedHashMap<>(
        Map.of(
            JournalEntry.PROCESS, new EndOrphan(),
            JournalEntry.STOPPED, new ContinueStopped(),
            JournalEntry.FOLDER, new OwnedFolder.Removal(),
            JournalEntry.ENDED, new NothingToUndo()));
  }

  /**
   * What is left of earlier runs, undoing nothing: only {@link Result#FOUND} and {@link
   * Result#IN_USE}.
   *
   * @throws IOException when the folder or a journal cannot be read
   */
  public List<Leftover> find(Path results) throws IOException {
    List<Leftover> all = new ArrayList<>();
    for (Path file : journals(results)) {
      Journal.Content content = Journal.content(file);
      boolean alive = alive(content);
      for (JournalEntry entry : content.open()) {
        Undo undo = undos.get(entry.kind());
        if (alive) {
          all.add(inUse(file, entry));
        } else if (undo == null || undo.left(entry)) {
          all.add(new Leftover(file, entry, Result.FOUND, entry + " is left"));
        }
      }
    }
    return all;
  }

  /**
   * Undoes all of it.
   *
   * @throws IOException when the folder cannot be read; a single failure is {@link Result#LEAKED}
   * @throws InterruptedException when interrupted meanwhile
   */
  public List<Leftover> undo(Path results) throws IOException, InterruptedException {
    List<Leftover> all = new ArrayList<>();
    for (Path file : journals(results)) {
      Journal.Content content = Journal.content(file);
      List<JournalEntry> open = new ArrayList<>(content.open());
      Collections.reverse(open);
      if (alive(content)) {
        open.forEach(entry -> all.add(inUse(file, entry)));
      } else if (!open.isEmpty()) {
        undoJournal(file, open, all);
      }
    }
    return all;
  }

  private void undoJournal(Path file, List<JournalEntry> open, List<Leftover> all)
      throws IOException, InterruptedException {
    try (Journal journal = Journal.reopen(file)) {
      for (JournalEntry entry : open) {
        Leftover leftover = undoEntry(file, entry);
        all.add(leftover);
        if (leftover.result() != Result.LEAKED) {
          journal.done(entry);
        }
      }
    }
  }

  private Leftover undoEntry(Path file, JournalEntry entry) throws InterruptedException {
    Undo undo = undos.get(entry.kind());
    if (undo == null) {
      return new Leftover(
          file, entry, Result.LEAKED, "nobody here knows how to undo '" + entry.kind() + "'");
    }
    try {
      if (!undo.left(entry)) {
        return new Leftover(file, entry, Result.NOTHING_LEFT, entry + " was gone already");
      }
      undo.undo(entry);
      return undo.left(entry)
          ? new Leftover(file, entry, Result.LEAKED, entry + " is still there")
          : new Leftover(file, entry, Result.UNDONE, entry + " was undone");
    } catch (IOException | RuntimeException e) {
      return new Leftover(file, entry, Result.LEAKED, entry + " could not be undone: " + e);
    }
  }

  private static boolean alive(Journal.Content content) {
    return content.owner().filter(ProcessIdentity::alive).isPresent();
  }

  private static Leftover inUse(Path file, JournalEntry entry) {
    return new Leftover(
        file, entry, Result.IN_USE, entry + " belongs to a run that is alive: left alone");
  }

  private static List<Path> journals(Path results) throws IOException {
    Path runs = results.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(runs, 3, (file, any) -> isJournal(runs, file))) {
      return files.sorted(Collections.reverseOrder()).toList();
    }
  }

  /** Depth three, and not below {@code latest}, which is a link and not followed. */
  private static boolean isJournal(Path runs, Path file) {
    return file.endsWith(JOURNAL) && runs.relativize(file).getNameCount() == 3;
  }

  /** For what leaves nothing behind once its run has ended. Stateless. */
  private static final class NothingToUndo implements Undo {
    @Override
    public boolean left(JournalEntry entry) {
      return false;
    }

    @Override
    public void undo(JournalEntry entry) {
      // There is nothing.
    }
  }
}
