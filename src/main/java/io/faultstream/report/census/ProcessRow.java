package io.faultstream.report.census;

import io.faultstream.measure.census.Held;
import io.faultstream.measure.census.ProcessCensus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One process before and after, as text.
 *
 * @param process its name
 * @param pid its number
 * @param figures what it held, in the order of the page's columns
 * @param ended whether it was gone at the end
 */
public record ProcessRow(String process, String pid, List<Figure> figures, boolean ended) {
  private static final double MIB = 1024.0 * 1024;

  /**
   * One thing that is held.
   *
   * @param change before and after
   * @param most the largest reading
   */
  public record Figure(String change, String most) {}

  /** The rows of a run. */
  public static List<ProcessRow> of(List<ProcessCensus> census) {
    return census.stream().map(ProcessRow::row).toList();
  }

  private static ProcessRow row(ProcessCensus process) {
    return new ProcessRow(
        process.process(),
        Long.toString(process.pid()),
        List.of(
            figure(process, held -> Long.toString(held.sockets())),
            figure(process, held -> Long.toString(held.files())),
            figure(process, held -> Long.toString(held.threads())),
            figure(process, held -> mebibytes(held.residentBytes()))),
        process.ended());
  }

  /** How a figure is written. */
  @FunctionalInterface
  private interface Writing {
    String of(Held held);
  }

  private static Figure figure(ProcessCensus process, Writing writing) {
    String otherwise = process.ended() ? "gone" : "unknown";
    return new Figure(
        written(process.before(), writing, "unknown")
            + " → "
            + written(process.after(), writing, otherwise),
        writing.of(process.most()));
  }

  private static String written(@Nullable Held held, Writing writing, String otherwise) {
    return held == null ? otherwise : writing.of(held);
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
  }
}
