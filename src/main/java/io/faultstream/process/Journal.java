package io.faultstream.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The written list of what must be undone: one JSON line an entry, one more when it is done, each
 * synced to the disk before the call returns. A fault is written <em>before</em> it is injected and
 * does not happen when that fails. A process can only be written right after its number is known;
 * the parent-death signal covers the moment between. The first line names the JVM that owns the
 * journal. Thread-safe.
 */
public final class Journal implements Closeable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final FileChannel out;
  private final Path file;

  @GuardedBy("this")
  private int count;

  private Journal(Path file, FileChannel out, int count) {
    this.file = file;
    this.out = out;
    this.count = count;
  }

  /** One line: an entry, or the word that an earlier one is done. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String id,
      @Nullable String kind,
      @Nullable Map<String, String> data,
      @Nullable Boolean done) {}

  /** What a journal says: who owns it, and what is not undone yet, oldest first. */
  record Content(Optional<ProcessIdentity> owner, List<JournalEntry> open) {}

  /**
   * Starts the journal of this run; the file is made where it is not there.
   *
   * @throws IOException when it cannot be written
   */
  public static Journal open(Path file) throws IOException {
    Journal journal = reopen(file);
    journal.record(JournalEntry.OWNER, ProcessIdentity.ours().asMap());
    return journal;
  }

  /** For marking entries of another run as done: writes no owner. */
  static Journal reopen(Path file) throws IOException {
    int lines = Files.exists(file) ? lines(file).size() : 0;
    dropCutLine(file);
    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new Journal(file, out, lines);
  }

  /**
   * Writes an entry and syncs it.
   *
   * @return the entry, for {@link #done}
   * @throws IOException when it is not safely on the disk: then what it is about must not happen
   */
  public synchronized JournalEntry record(String kind, Map<String, String> data)
      throws IOException {
    JournalEntry entry = new JournalEntry("j" + count, kind, data);
    write(MAPPER.writeValueAsString(new Line(entry.id(), kind, entry.data(), null)) + "\n");
    count++;
    return entry;
  }

  /**
   * Writes that an entry is undone; more than once does no harm.
   *
   * @throws IOException when it cannot be written
   */
  public synchronized void done(JournalEntry entry) throws IOException {
    write(MAPPER.writeValueAsString(new Line(entry.id(), null, null, true)) + "\n");
    count++;
  }

  private synchronized void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    long before = out.size();
    try {
      while (bytes.hasRemaining()) {
        if (out.write(bytes) < 0) {
          throw new IOException("cannot write " + file);
        }
      }
      out.force(false);
    } catch (IOException e) {
      // A full disk must not leave half a line that a later one is written behind.
      if (out.isOpen()) {
        out.truncate(before);
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * What is written and not done, oldest first.
   *
   * @throws IOException when the file cannot be read, or a line but the last is broken
   */
  public static List<JournalEntry> openEntries(Path file) throws IOException {
    return content(file).open();
  }

  static Content content(Path file) throws IOException {
    Map<String, JournalEntry> open = new LinkedHashMap<>();
    Optional<ProcessIdentity> owner = Optional.empty();
    for (Line line : lines(file)) {
      if (line.kind() == null || line.data() == null) {
        open.remove(line.id());
      } else if (line.kind().equals(JournalEntry.OWNER)) {
        owner = Optional.of(ProcessIdentity.from(line.data()));
      } else {
        open.put(line.id(), new JournalEntry(line.id(), line.kind(), line.data()));
      }
    }
    return new Content(owner, List.copyOf(open.values()));
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    List<String> texts = Files.readAllLines(file);
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).isBlank()) {
        continue;
      }
      try {
        lines.add(MAPPER.readValue(texts.get(i), Line.class));
      } catch (JsonProcessingException e) {
        // A line that was cut off was never synced: what it is about did not happen.
        if (i < texts.size() - 1) {
          throw new IOException(file + ", line " + (i + 1) + ": " + e.getOriginalMessage(), e);
        }
      }
    }
    return lines;
  }

  /** A line that was cut off never counted; what follows must not be written behind it. */
  private static void dropCutLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole < bytes.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
    }
  }
}
