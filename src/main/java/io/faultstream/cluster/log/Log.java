package io.faultstream.cluster.log;

import com.google.errorprone.annotations.FormatMethod;
import io.faultstream.cluster.time.Ticker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The log of one process: {@code 2026-01-02T03:04:05.678Z INFO frontend: …}, UTC, one line each,
 * flushed at once, so that the last line of a killed process is on record. Safe for use by any
 * thread.
 */
public final class Log {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String process;
  private final Level least;
  private final Ticker ticker;
  private final PrintStream out;

  /** A log that writes to the given stream. */
  public Log(String process, Level least, Ticker ticker, PrintStream out) {
    this.process = process;
    this.least = least;
    this.ticker = ticker;
    this.out = out;
  }

  /** The log of this process, on its real standard output. */
  public static Log ofProcess(String process, Level least, Ticker ticker) {
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    return new Log(process, least, ticker, new PrintStream(stdout, false, StandardCharsets.UTF_8));
  }

  /** Writes a line of level DEBUG. */
  @FormatMethod
  public void debug(String format, Object... arguments) {
    write(Level.DEBUG, format, arguments);
  }

  /** Writes a line of level INFO. */
  @FormatMethod
  public void info(String format, Object... arguments) {
    write(Level.INFO, format, arguments);
  }

  /** Writes a line of level WARN. */
  @FormatMethod
  public void warn(String format, Object... arguments) {
    write(Level.WARN, format, arguments);
  }

  /** Writes a line of level ERROR. */
  @FormatMethod
  public void error(String format, Object... arguments) {
    write(Level.ERROR, format, arguments);
  }

  @FormatMethod
  private void write(Level level, String format, Object... arguments) {
    if (level.compareTo(least) < 0) {
      return;
    }
    String text = String.format(Locale.ROOT, format, arguments);
    String time = TIME.format(Instant.ofEpochMilli(ticker.wallMillis()));
    String pad = level.name().length() == 4 ? " " : "";
    String line = time + " " + pad + level + " " + process + ": " + oneLine(text) + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }

  private static String oneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replace('\n', ' ').replace('\r', ' ');
  }
}
