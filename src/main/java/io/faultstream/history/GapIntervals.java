package io.faultstream.history;

import io.faultstream.spec.Phase;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * {@code intervals.hlog}: every gap between two chunks of every stream, as one HdrHistogram of
 * microseconds for each second and phase, in HdrHistogram's own log format with the tag {@code
 * itl.<phase>}. Nothing is lost by it but the stream a gap belongs to. {@link #record} is wait-free
 * and may be called from event loops; {@link #tick} and {@link #close} from one thread.
 */
public final class GapIntervals implements Closeable {
  private static final String TAG = "itl.";

  /** HdrHistogram keeps this many significant digits. */
  private static final int DIGITS = 3;

  /**
   * The longest gap that is told apart from longer ones: an hour. A recorder without a fixed range
   * may write a histogram that cannot be read again: two threads that both make it grow leave it
   * with the smaller of the two ranges (HdrHistogram 2.2.2).
   */
  static final long LONGEST_MICROS = 3_600_000_000L;

  private final Map<Phase, Recorder> recorders = new EnumMap<>(Phase.class);
  private final Map<Phase, Histogram> intervals = new EnumMap<>(Phase.class);
  private final PrintStream stream;
  private final HistogramLogWriter out;
  private double lastSeconds;

  private GapIntervals(PrintStream stream) {
    this.stream = stream;
    this.out = new HistogramLogWriter(stream);
    for (Phase phase : Phase.values()) {
      recorders.put(phase, new Recorder(LONGEST_MICROS, DIGITS));
    }
    out.outputLogFormatVersion();
    out.outputComment("[Gaps between chunks in microseconds; seconds from the run's start]");
    out.outputLegend();
  }

  /**
   * Begins the file.
   *
   * @throws IOException when it cannot be made
   */
  public static GapIntervals create(Path file) throws IOException {
    return new GapIntervals(
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8));
  }

  /** A gap that ended in this phase. */
  public void record(Phase phase, long micros) {
    Recorder recorder = recorders.get(phase);
    if (recorder != null) {
      recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
    }
  }

  /**
   * Writes what was recorded since the last call.
   *
   * @param nowNanos from the run's start
   * @throws IOException when something could not be written
   */
  public void tick(long nowNanos) throws IOException {
    double now = nowNanos / 1e9;
    recorders.forEach(
        (phase, recorder) -> {
          Histogram gaps = recorder.getIntervalHistogram(intervals.get(phase));
          intervals.put(phase, gaps);
          write(phase, gaps, now);
        });
    lastSeconds = now;
    if (stream.checkError()) {
      throw new IOException(RunFolder.INTERVALS + " cannot be written");
    }
  }

  private void write(Phase phase, Histogram gaps, double now) {
    if (gaps.getTotalCount() > 0) {
      gaps.setTag(TAG + phase.label());
      // One unit in the maximum column is one millisecond.
      out.outputIntervalHistogram(lastSeconds, now, gaps, 1000.0);
    }
  }

  @Override
  public void close() {
    stream.close();
  }

  /**
   * The gaps of each phase, added up over its seconds; a last line that was cut off is left out.
   *
   * @throws IOException when the file is missing, cannot be read or is broken, by its name
   */
  public static Map<Phase, Histogram> read(Path file) throws IOException {
    Map<Phase, Histogram> sums = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      sums.put(phase, new Histogram(DIGITS));
    }
    try (HistogramLogReader reader = new HistogramLogReader(wholeLines(file))) {
      while (reader.hasNext()) {
        EncodableHistogram next = reader.nextIntervalHistogram();
        Histogram sum = sumFor(sums, next);
        if (sum != null) {
          sum.add((Histogram) next);
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file.getFileName() + " is missing", e);
    } catch (RuntimeException e) {
      // The decoder throws what it likes to.
      throw new IOException(file.getFileName() + " is broken: " + e, e);
    }
    return sums;
  }

  private static InputStream wholeLines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new ByteArrayInputStream(bytes, 0, end);
  }

  private static @Nullable Histogram sumFor(
      Map<Phase, Histogram> sums, @Nullable EncodableHistogram next) {
    if (!(next instanceof Histogram) || next.getTag() == null) {
      return null;
    }
    for (Phase phase : Phase.values()) {
      if (next.getTag().equals(TAG + phase.label())) {
        return sums.get(phase);
      }
    }
    return null;
  }
}
