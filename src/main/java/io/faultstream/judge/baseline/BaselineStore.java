package io.faultstream.judge.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Json;
import io.faultstream.history.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of baselines under a results folder.
 *
 * @param results folder of runs and baselines
 */
public record BaselineStore(Path results) {

  /** Where the baseline of this fingerprint is, or would be. */
  public Path file(String simulation, Fingerprint fingerprint) {
    return folder(simulation).resolve(fingerprint.id() + ".json");
  }

  private Path folder(String simulation) {
    return results.resolve("baselines").resolve(simulation);
  }

  /**
   * The baseline of this fingerprint; empty when none was accepted yet.
   *
   * @throws IOException when the file cannot be read or is no baseline of this version; the message
   *     names it
   */
  public Optional<Baseline> find(String simulation, Fingerprint fingerprint) throws IOException {
    Path file = file(simulation, fingerprint);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Baseline baseline = read(file);
    if (!baseline.simulation().equals(simulation)
        || !baseline.fingerprint().id().equals(fingerprint.id())) {
      throw new IOException(
          file + " is the baseline of another simulation or fingerprint: it was copied or renamed");
    }
    return Optional.of(baseline);
  }

  /**
   * All baselines of a simulation, by file name.
   *
   * @throws IOException as {@link #find}
   */
  public List<Baseline> all(String simulation) throws IOException {
    List<Baseline> all = new ArrayList<>();
    if (Files.isDirectory(folder(simulation))) {
      try (Stream<Path> files = Files.list(folder(simulation))) {
        for (Path file : files.filter(BaselineStore::isBaseline).sorted().toList()) {
          all.add(read(file));
        }
      }
    }
    return all;
  }

  private static boolean isBaseline(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") && !name.startsWith(".");
  }

  /**
   * Writes a baseline, whole or not at all.
   *
   * @throws IOException when it cannot be written; the old one then stands
   */
  public void write(Baseline baseline) throws IOException {
    Files.createDirectories(folder(baseline.simulation()));
    WholeFile.write(
        file(baseline.simulation(), baseline.fingerprint()), Json.pretty(baseline) + "\n");
  }

  private static Baseline read(Path file) throws IOException {
    Baseline baseline;
    try {
      String text = Files.readString(file);
      JsonNode schema = Json.reader(JsonNode.class).readTree(text).path("schema");
      if (schema.isInt() && schema.asInt() != Baseline.SCHEMA) {
        throw new IOException(
            file + " has schema " + schema + ", this version reads " + Baseline.SCHEMA);
      }
      baseline = Json.reader(Baseline.class).readValue(text);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no baseline: " + e.getOriginalMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(file + " is no baseline: " + e.getMessage(), e);
    }
    if (baseline.fingerprint() == null || baseline.simulation() == null) {
      throw new IOException(file + " is no baseline: it has no simulation or no fingerprint");
    }
    return baseline;
  }
}
