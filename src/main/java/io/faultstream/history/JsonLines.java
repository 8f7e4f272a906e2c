package io.faultstream.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of one JSON value a line, written through at each line so that it can be read while the
 * run goes on and after it was killed. Thread-safe.
 */
public final class JsonLines implements Closeable {
  @GuardedBy("this")
  private final BufferedWriter out;

  private JsonLines(BufferedWriter out) {
    this.out = out;
  }

  /**
   * Opens the file for appending and makes it where it is not there.
   *
   * @throws IOException when the file cannot be opened
   */
  public static JsonLines appendTo(Path file) throws IOException {
    return new JsonLines(
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Writes one line and hands it to the operating system.
   *
   * @throws IOException when it cannot be written
   */
  public synchronized void append(Object value) throws IOException {
    out.write(Json.line(value));
    out.write('\n');
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /**
   * All values of a file; a missing file has none. A last line that was cut off is left out; a
   * broken line before the last is an error.
   *
   * @throws IOException when the file cannot be read, or a line is not of this type
   */
  public static <T> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> values = new ArrayList<>();
    if (!Files.exists(file)) {
      return values;
    }
    ObjectReader reader = Json.reader(type);
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String line = in.readLine();
      while (line != null) {
        String next = in.readLine();
        String broken = add(reader, line, values);
        if (!broken.isEmpty() && next != null) {
          throw new IOException(
              file.getFileName() + ", line " + (values.size() + 1) + " is broken: " + broken);
        }
        line = next;
      }
    }
    return values;
  }

  /** Why it could not be added, empty when it was. */
  private static <T> String add(ObjectReader reader, String line, List<T> values) {
    try {
      T value = reader.readValue(line);
      if (value == null) {
        return "it holds nothing";
      }
      values.add(value);
      return "";
    } catch (JsonProcessingException e) {
      return e.getOriginalMessage().replaceAll("\\s+", " ");
    }
  }
}
