package io.faultstream.cli.shelf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The runs that baselines name: {@code <results>/baselines/<simulation>/*.json}, each with a list
 * {@code runs} whose {@code run} is the name of a run's folder. Stateless.
 */
public final class BaselineRuns {
  private BaselineRuns() {}

  /**
   * The names, as {@code <simulation>/<folder>}.
   *
   * @throws IOException when a baseline cannot be read: then nobody knows what it names
   */
  public static Set<String> named(Path results) throws IOException {
    Set<String> names = new HashSet<>();
    Path baselines = results.resolve("baselines");
    if (Files.isDirectory(baselines)) {
      for (Path file : files(baselines)) {
        String simulation = String.valueOf(baselines.relativize(file).getName(0));
        for (JsonNode run : runs(file)) {
          names.add(simulation + "/" + run.path("run").asText());
        }
      }
    }
    return names;
  }

  private static List<Path> files(Path baselines) throws IOException {
    try (Stream<Path> files =
        Files.find(
            baselines,
            2,
            (file, attributes) ->
                attributes.isRegularFile()
                    && file.toString().endsWith(".json")
                    && baselines.relativize(file).getNameCount() == 2)) {
      return files.toList();
    }
  }

  private static JsonNode runs(Path file) throws IOException {
    JsonNode runs;
    try {
      runs = Json.reader(JsonNode.class).readTree(Files.readString(file)).path("runs");
    } catch (JsonProcessingException e) {
      throw new IOException("the baseline " + file + " is broken: " + e.getOriginalMessage(), e);
    }
    for (JsonNode run : runs) {
      if (!run.path("run").isTextual()) {
        throw new IOException("the baseline " + file + " names a run without its folder");
      }
    }
    if (!runs.isArray()) {
      throw new IOException("the baseline " + file + " has no list of runs");
    }
    return runs;
  }
}
