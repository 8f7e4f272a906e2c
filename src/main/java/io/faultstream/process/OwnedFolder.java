package io.faultstream.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A folder that we made and that is removed with all that is in it, at the latest by {@code
 * cleanup}. A marker file in it says that it is ours, so that no other folder is ever removed, also
 * when a path was given to something else since. Thread-safe.
 */
public final class OwnedFolder implements Closeable {
  /** The marker file's name. */
  static final String MARKER = ".faultstream-owned";

  private static final String PATH = "path";
  private static final String MARK = "mark";

  private final Path path;
  private final Journal journal;
  private final JournalEntry entry;
  private final AtomicBoolean written = new AtomicBoolean();

  private OwnedFolder(Path path, Journal journal, JournalEntry entry) {
    this.path = path;
    this.journal = journal;
    this.entry = entry;
  }

  /**
   * Makes it, and those above it where they are not there; it is in the journal before it is made.
   *
   * @throws FileAlreadyExistsException when something is there, which is left alone
   * @throws IOException when it cannot be made or written
   */
  public static OwnedFolder create(Path path, Journal journal) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    if (Files.exists(whole)) {
      throw new FileAlreadyExistsException(whole.toString());
    }
    String mark = Family.newMark() + "-" + ProcessIdentity.ours().bootId();
    String name = String.valueOf(whole.getFileName());
    JournalEntry entry =
        journal.record(
            JournalEntry.FOLDER, Map.of("name", name, PATH, whole.toString(), MARK, mark));
    Path parent = whole.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(whole);
    Files.writeString(whole.resolve(MARKER), mark);
    return new OwnedFolder(whole, journal, entry);
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /**
   * Removes a folder below it with all that is in it; nothing happens when it is not there.
   *
   * @throws IllegalArgumentException when it is not below it
   * @throws IOException when it cannot be removed
   */
  public void wipe(Path below) throws IOException {
    Path whole = below.toAbsolutePath().normalize();
    if (!whole.startsWith(path) || whole.equals(path)) {
      throw new IllegalArgumentException(below + " is not below " + path);
    }
    removeTree(whole, null);
  }

  /**
   * Removes it with all that is in it and writes that. Any number of times.
   *
   * @throws IOException when it cannot be removed, or the journal not be written
   */
  @Override
  public void close() throws IOException {
    remove(entry);
    if (written.compareAndSet(false, true)) {
      journal.done(entry);
    }
  }

  /** Whether the folder that an entry is about is there and has its marker. */
  static boolean there(JournalEntry entry) {
    Path folder = folder(entry);
    String mark = Optional.ofNullable(entry.data().get(MARK)).orElse("");
    try {
      return !mark.isEmpty()
          && Files.isRegularFile(folder.resolve(MARKER))
          && Files.readString(folder.resolve(MARKER)).equals(mark);
    } catch (IOException e) {
      // Nobody can say that it is ours.
      return false;
    }
  }

  /** Removes the folder that an entry is about, if it is there and ours; the marker goes last. */
  static void remove(JournalEntry entry) throws IOException {
    if (there(entry)) {
      Path folder = folder(entry);
      removeTree(folder, folder.resolve(MARKER));
      Files.delete(folder.resolve(MARKER));
      Files.delete(folder);
    }
  }

  private static Path folder(JournalEntry entry) {
    return Path.of(
        Optional.ofNullable(entry.data().get(PATH))
            .orElseThrow(() -> new IllegalArgumentException("no folder in " + entry.data())));
  }

  /** All but {@code kept} and, when that is there, the folder itself; links are not followed. */
  private static void removeTree(Path folder, @Nullable Path kept) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
            if (!file.equals(kept)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            // Somebody else of us may be removing it too.
            if (!(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (kept == null || !visited.equals(folder)) {
              Files.deleteIfExists(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** From another process, by what the journal says. Stateless. */
  static final class Removal implements Undo {
    @Override
    public boolean left(JournalEntry entry) {
      return there(entry);
    }

    @Override
    public void undo(JournalEntry entry) throws IOException {
      remove(entry);
    }
  }
}
