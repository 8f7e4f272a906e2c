package io.faultstream.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.files.WholeFile;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The folder of one run: {@code <results>/runs/<simulation>/<utc>-<seed>/}, with {@code latest}
 * beside it. Files that are written at once are written whole: to a temporary name, then renamed.
 * {@code results/README.md} says what question each file answers.
 */
public record RunFolder(Path root) {
  public static final String SPEC = "spec.json";
  public static final String ENVIRONMENT = "environment.json";
  public static final String SCHEDULE = "schedule.json";
  public static final String JOURNAL = "journal.jsonl";
  public static final String FAULTS = "faults.jsonl";
  public static final String OBSERVATIONS = "observations.jsonl.gz";
  public static final String INTERVALS = "intervals.hlog";
  public static final String METRICS = "metrics.jsonl";
  public static final String MISHAPS = "mishaps.jsonl";
  public static final String ENDS = "ends.jsonl";
  public static final String TRACES = "traces.jsonl";
  public static final String STORE = "store.jsonl";
  public static final String SUMMARY = "summary.json";
  public static final String COMPARISON = "comparison.json";
  public static final String VERDICT = "verdict.json";
  public static final String JUNIT = "junit.xml";
  public static final String REPORT = "report.html";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Makes the folder of a new run and points {@code latest} at it.
   *
   * @throws IOException when it cannot be made, with the path in the message
   */
  public static RunFolder create(Path results, String simulation, Instant start, long seed)
      throws IOException {
    Path all = results.resolve("runs").resolve(simulation);
    try {
      Files.createDirectories(all);
      RunFolder folder = new RunFolder(fresh(all, name(start, seed)));
      Files.createDirectory(folder.logs());
      folder.becomeLatest();
      return folder;
    } catch (IOException e) {
      throw new IOException("cannot make a run folder under " + all + ": " + e, e);
    }
  }

  /** The name of the folder of a run that started then, with this seed. */
  public static String name(Instant start, long seed) {
    return UTC.format(start) + "-" + seed;
  }

  private static Path fresh(Path all, String name) throws IOException {
    Path wanted = all.resolve(name);
    for (int more = 2; Files.exists(wanted, LinkOption.NOFOLLOW_LINKS); more++) {
      wanted = all.resolve(name + "-" + more);
    }
    return Files.createDirectory(wanted);
  }

  /**
   * The folder of a run that is there.
   *
   * @throws IOException when this is no folder with a {@code spec.json}
   */
  public static RunFolder open(Path root) throws IOException {
    Path real = root.toAbsolutePath().normalize();
    if (Files.isSymbolicLink(real)) {
      // Only latest itself: a results folder may be reached by a link of its own.
      real = real.resolveSibling(Files.readSymbolicLink(real)).normalize();
    }
    if (!Files.isRegularFile(real.resolve(SPEC))) {
      throw new IOException(root + " is not a run folder: it has no " + SPEC);
    }
    return new RunFolder(real);
  }

  /** The folder's own name: the moment of the run and its seed. */
  public String name() {
    return String.valueOf(root.getFileName());
  }

  /** A file of the run by its name. */
  public Path file(String name) {
    return root.resolve(name);
  }

  /** Where the target's processes write. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Points {@code latest} at this folder, atomically. */
  private void becomeLatest() throws IOException {
    Path parent = java.util.Objects.requireNonNull(root.getParent(), "root has no parent");
    Path link = parent.resolve("latest");
    Path temporary = parent.resolve(".latest-" + root.getFileName());
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, root.getFileName());
    Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Writes a value as indented JSON, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void write(String name, Object value) throws IOException {
    writeText(name, Json.pretty(value) + "\n");
  }

  /**
   * Writes a text, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void writeText(String name, String text) throws IOException {
    WholeFile.write(file(name), text);
  }

  /**
   * Writes values, each a line of JSON, whole or not at all.
   *
   * @throws IOException when they cannot be written
   */
  public void writeLines(String name, List<?> values) throws IOException {
    StringBuilder lines = new StringBuilder();
    values.forEach(value -> lines.append(Json.line(value)).append('\n'));
    writeText(name, lines.toString());
  }

  /**
   * What the target's logs say of requests that their client left; none where nothing was written.
   *
   * @throws IOException when the file is broken
   */
  public List<TraceEvent> traces() throws IOException {
    return JsonLines.read(file(TRACES), TraceEvent.class);
  }

  /**
   * What was asked of the coordination store, and what it answered; nothing where it was not looked
   * at.
   *
   * @throws IOException when the file is broken
   */
  public StoreRecord store() throws IOException {
    return StoreRecord.of(JsonLines.read(file(STORE), StoreEntry.class));
  }

  /**
   * Reads a value.
   *
   * @throws IOException when the file is missing or not of this type; the message names the file
   */
  public <T> T read(String name, Class<T> type) throws IOException {
    try {
      return Json.reader(type).readValue(Files.readString(file(name)));
    } catch (NoSuchFileException e) {
      throw new IOException(file(name) + " is missing", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file(name) + " is not as expected: " + oneLine(e), e);
    }
  }

  private static String oneLine(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\s+", " ");
  }

  /**
   * What was asked of this run.
   *
   * @throws IOException when {@code spec.json} is missing, broken, no spec of ours or of another
   *     version
   */
  public ExperimentSpec spec() throws IOException {
    JsonNode schema = read(SPEC, JsonNode.class).path("schema");
    if (!schema.isInt()) {
      throw new IOException(file(SPEC) + " is not what was asked of a run: it has no schema");
    }
    if (schema.intValue() != ExperimentSpec.SCHEMA) {
      throw new IOException(
          file(SPEC)
              + " has schema "
              + schema.intValue()
              + ", this version reads "
              + ExperimentSpec.SCHEMA);
    }
    ExperimentSpec spec = read(SPEC, ExperimentSpec.class);
    if (spec.phases().isEmpty()) {
      throw new IOException(file(SPEC) + " is not what was asked of a run: it has no phases");
    }
    return spec;
  }

  /** Where and on what the run was made. */
  public Environment environment() throws IOException {
    return read(ENVIRONMENT, Environment.class);
  }

  /** The steps of the faults so far. */
  public List<FaultEvent> faultEvents() throws IOException {
    return JsonLines.read(file(FAULTS), FaultEvent.class);
  }

  /** What went wrong with the run itself so far. */
  public List<Mishap> mishaps() throws IOException {
    return JsonLines.read(file(MISHAPS), Mishap.class);
  }

  /** The ends of the target's processes so far; none where nothing was written. */
  public List<ProcessEnd> ends() throws IOException {
    return JsonLines.read(file(ENDS), ProcessEnd.class);
  }

  /** The samples of the target's counters and the generator's health so far. */
  public List<MetricSample> metrics() throws IOException {
    return JsonLines.read(file(METRICS), MetricSample.class);
  }
}
