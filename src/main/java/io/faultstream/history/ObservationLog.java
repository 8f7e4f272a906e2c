package io.faultstream.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * {@code observations.jsonl.gz}: one observation a line, flushed each second, with an end mark that
 * tells a whole record from one cut off. {@link #append} never blocks and may be called from event
 * loops; one thread of its own writes.
 */
public final class ObservationLog {
  private static final String END_MARK = "{\"end\":true";

  private final ConcurrentLinkedQueue<Observation> waiting = new ConcurrentLinkedQueue<>();
  private final BufferedWriter out;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "observation-log");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> flushing;
  private long written;
  private volatile @Nullable IOException failure;

  private ObservationLog(BufferedWriter out) {
    this.out = out;
    this.flushing = writer.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Begins the file.
   *
   * @throws IOException when it exists or cannot be made
   */
  public static ObservationLog create(Path file) throws IOException {
    var gzip =
        new GZIPOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16, true);
    return new ObservationLog(
        new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.UTF_8), 1 << 16));
  }

  /** Hands over one observation; it is on disk within about a second. */
  public void append(Observation observation) {
    waiting.add(observation);
  }

  /**
   * Waits until all that was handed over so far is written: for who is faster than the disk.
   * Blocks, so never from an event loop.
   *
   * @throws IOException when that, or anything before it, could not be written
   */
  public void awaitWritten() throws IOException {
    try {
      writer.submit(this::flush).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing the observations", e);
    } catch (ExecutionException e) {
      throw new IOException("the observations cannot be written: " + e.getCause(), e);
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  /** What went wrong while writing, for example a full disk; empty as long as all is well. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private void flush() {
    if (failure != null) {
      waiting.clear();
      return;
    }
    try {
      for (Observation next = waiting.poll(); next != null; next = waiting.poll()) {
        out.write(Json.line(next));
        out.write('\n');
        written++;
      }
      out.flush();
    } catch (IOException e) {
      failure = e;
    }
  }

  private void finish(boolean whole) {
    flush();
    try {
      if (failure == null && whole) {
        out.write(END_MARK + ",\"count\":" + written + "}\n");
      }
      out.close();
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Writes what is left and ends the file.
   *
   * @param whole whether the history is whole: only then it gets its end mark
   * @throws IOException when that, or anything before it, could not be written
   */
  public void close(boolean whole) throws IOException {
    flushing.cancel(false);
    writer.execute(() -> finish(whole));
    writer.shutdown();
    try {
      if (!writer.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IOException("the observations could not be written within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing the observations", e);
    }
    throwFailure();
  }

  /**
   * What reading found.
   *
   * @param count observations read
   * @param complete whether the end mark was there
   */
  public record End(long count, boolean complete) {}

  /**
   * Reads a file to its end, or to where it was cut off. What is in front of a cut is whole; a line
   * that is no observation, a wrong checksum or a wrong count is no cut but damage.
   *
   * @throws IOException when it cannot be read or is damaged; the message names the file
   */
  public static End read(Path file, Consumer<Observation> to) throws IOException {
    ObjectReader reader = Json.reader(Observation.class);
    long count = 0;
    try (BufferedReader in = open(file)) {
      String line = in.readLine();
      while (line != null) {
        String next = nextLine(in);
        if (line.startsWith(END_MARK)) {
          checkEnd(line, next, count);
          return new End(count, true);
        }
        Observation observation = parse(reader, line, next != null, count + 1);
        if (observation != null) {
          to.accept(observation);
          count++;
        }
        line = next;
      }
    } catch (EOFException e) {
      return new End(count, false);
    } catch (ZipException | DamageException e) {
      throw new IOException(file.getFileName() + " is broken: " + e.getMessage(), e);
    }
    return new End(count, false);
  }

  /** What is wrong with the text of the file. */
  private static final class DamageException extends IOException {
    private static final long serialVersionUID = 1;

    DamageException(String what) {
      super(what);
    }
  }

  private static void checkEnd(String mark, @Nullable String next, long count)
      throws DamageException {
    if (next != null) {
      throw new DamageException("it goes on behind its end mark");
    }
    if (!mark.equals(END_MARK + ",\"count\":" + count + "}")) {
      throw new DamageException(count + " requests were read, its end mark is " + mark);
    }
  }

  private static @Nullable Observation parse(
      ObjectReader reader, String line, boolean more, long number) throws DamageException {
    String why;
    try {
      Observation observation = reader.readValue(line);
      if (whole(observation)) {
        return observation;
      }
      why = "it is no observation";
    } catch (JsonProcessingException e) {
      why = e.getOriginalMessage().replace('\n', ' ');
    }
    if (more) {
      throw new DamageException("line " + number + ": " + why);
    }
    return null;
  }

  private static boolean whole(@Nullable Observation observation) {
    return observation != null
        && Stream.of(
                Optional.ofNullable(observation.phase()),
                Optional.ofNullable(observation.times()),
                Optional.ofNullable(observation.outcome()),
                Optional.ofNullable(observation.reply()),
                Optional.ofNullable(observation.tokens()))
            .allMatch(Optional::isPresent);
  }

  private static @Nullable String nextLine(BufferedReader in) throws IOException {
    try {
      return in.readLine();
    } catch (EOFException e) {
      return null;
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    try {
      var gzip = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16);
      return new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8), 1 << 16);
    } catch (NoSuchFileException e) {
      throw new IOException(file.getFileName() + " is missing", e);
    } catch (ZipException e) {
      throw new IOException(file.getFileName() + " is not a gzip file", e);
    }
  }
}
