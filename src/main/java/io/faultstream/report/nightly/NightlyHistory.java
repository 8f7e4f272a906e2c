package io.faultstream.report.nightly;

import static java.util.stream.Collectors.joining;

import io.faultstream.history.files.WholeFile;
import io.faultstream.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The history of one simulation as CSV: a header, then a row a run, the oldest first. A run that
 * was judged again replaces its row; a run whose folder is gone keeps it. No cell needs a quote: a
 * comma or a line end in one becomes a blank. {@code results/README.md} describes the columns.
 */
public final class NightlyHistory {
  private static final String TIME = "time";
  private static final String RUN = "run";
  private static final String PRINT = "fingerprint";
  private static final String VERDICT = "verdict";
  private static final List<String> COLUMNS = columns();

  /** By time, then run; each row has a cell for each column. */
  private final TreeMap<String, Map<String, String>> rows = new TreeMap<>();

  private NightlyHistory() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(TIME, "commit", RUN, PRINT, VERDICT));
    columns.addAll(FigureColumns.columns());
    return List.copyOf(columns);
  }

  /**
   * What is in a file; nothing where it is not there. Columns that this version does not have are
   * left out, those that the file does not have are unknown.
   *
   * @throws IOException when it cannot be read or is no history; the message names it
   */
  public static NightlyHistory read(Path file) throws IOException {
    NightlyHistory history = new NightlyHistory();
    if (!Files.exists(file)) {
      return history;
    }
    List<String> lines = Files.readAllLines(file);
    List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
    if (!header.contains(RUN) || !header.contains(TIME)) {
      throw new IOException(file + " is no history of runs: its header has no 'time' and 'run'");
    }
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() != header.size()) {
        throw new IOException(
            file + ", line " + (i + 1) + " has " + cells.size() + " cells, not " + header.size());
      }
      Map<String, String> row = new LinkedHashMap<>();
      COLUMNS.forEach(
          column -> {
            int at = header.indexOf(column);
            row.put(column, at < 0 ? "" : cells.get(at));
          });
      history.put(row);
    }
    return history;
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }

  /** Adds a run, or replaces its row. */
  public void put(NightlyRun run) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(TIME, run.started().toString());
    row.put("commit", run.commit());
    row.put(RUN, run.run());
    row.put(PRINT, run.fingerprint());
    row.put(VERDICT, run.verdict().map(Verdict::name).orElse(""));
    row.putAll(FigureColumns.of(run.summary()));
    row.replaceAll((column, cell) -> cell.replaceAll("[,\"\\r\\n]", " "));
    put(row);
  }

  private void put(Map<String, String> row) {
    rows.put(row.getOrDefault(TIME, "") + " " + row.getOrDefault(RUN, ""), row);
  }

  /** How many runs it has. */
  public int size() {
    return rows.size();
  }

  /** All of it as text. */
  public String csv() {
    return text(rows.values());
  }

  /**
   * The same for Apache Otava: that refuses an empty cell and finds nothing in a column with a
   * {@code nan}. So only runs in which every figure is known, and which mean something: not one
   * that is INCONCLUSIVE; and of the newest run's fingerprint, since another load is no change.
   */
  public String complete() {
    String newest = rows.isEmpty() ? "" : rows.lastEntry().getValue().getOrDefault(PRINT, "");
    return text(
        rows.values().stream()
            .filter(row -> newest.equals(row.get(PRINT)))
            .filter(row -> !Verdict.INCONCLUSIVE.name().equals(row.get(VERDICT)))
            .filter(row -> !String.valueOf(row.get(VERDICT)).isEmpty())
            .filter(row -> FigureColumns.columns().stream().noneMatch(c -> "".equals(row.get(c))))
            .toList());
  }

  private static String text(Iterable<Map<String, String>> rows) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (Map<String, String> row : rows) {
      text.append(COLUMNS.stream().map(c -> row.getOrDefault(c, "")).collect(joining(",")));
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * Writes a text whole or not at all, and makes the folder where it is not there.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Path file, String csv) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Files.createDirectories(folder);
    WholeFile.write(file, csv);
  }
}
