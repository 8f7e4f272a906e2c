package io.faultstream.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultstream.golden.GoldenCase.Edit;
import io.faultstream.history.Json;
import io.faultstream.history.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the run folder of a golden case: the base's files, each with the case's edits. The base
 * keeps the observations as text, so that they can be read; the folder has them packed as a run
 * does.
 */
final class GoldenFolder {
  private static final Path BASE = GoldenCase.GOLDEN.resolve("base");
  private static final String OBSERVATIONS = "observations.jsonl";
  private static final String NAME = "20260302T013000Z-7";
  private static final Map<String, String> TEXTS = base();

  private final Map<String, List<JsonNode>> files = new TreeMap<>();

  private GoldenFolder() throws IOException {
    for (Map.Entry<String, String> text : TEXTS.entrySet()) {
      if (text.getKey().contains(".json")) {
        files.put(text.getKey(), parsed(text.getKey(), text.getValue()));
      }
    }
  }

  private static Map<String, String> base() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.list(BASE)) {
      for (Path file : all.toList()) {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<JsonNode> parsed(String name, String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : name.endsWith(".jsonl") ? text.lines().toList() : List.of(text)) {
      lines.add(Json.reader(JsonNode.class).readTree(line));
    }
    return lines;
  }

  /** Writes the case's folder where a run's would be in these results. */
  static RunFolder write(Path results, GoldenCase golden) throws IOException {
    GoldenFolder folder = new GoldenFolder();
    folder.apply(golden);
    Path root = results.resolve("runs/migration").resolve(NAME);
    folder.writeInto(Files.createDirectories(root));
    return new RunFolder(root);
  }

  private void apply(GoldenCase golden) throws IOException {
    if (golden.from().isPresent()) {
      apply(GoldenCase.read(GoldenCase.GOLDEN.resolve(golden.from().get() + ".json")));
    }
    for (Map.Entry<String, List<Edit>> edits : golden.edits().entrySet()) {
      for (Edit edit : edits.getValue()) {
        edit(edits.getKey(), edit);
      }
    }
  }

  private void edit(String file, Edit edit) {
    if (edit.missing()) {
      files.remove(file);
      return;
    }
    List<JsonNode> lines = files.get(file);
    if (lines == null) {
      throw new IllegalArgumentException("the base has no " + file);
    }
    if (edit.add() != null) {
      lines.add(edit.add().deepCopy());
      return;
    }
    List<JsonNode> meant = lines.stream().filter(line -> matches(line, edit.where())).toList();
    if (meant.isEmpty()) {
      throw new IllegalArgumentException("no line of " + file + " is " + edit.where());
    }
    if (edit.remove()) {
      lines.removeAll(meant);
    }
    for (JsonNode line : meant) {
      merge((ObjectNode) line, edit.set());
      shift((ObjectNode) line, edit.shift());
    }
  }

  private static boolean matches(JsonNode line, JsonNode where) {
    if (where == null) {
      return true;
    }
    for (Iterator<String> names = where.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!matchesValue(at(line, name), where.get(name))) {
        return false;
      }
    }
    return true;
  }

  /** A value itself, one of several, or a number within {@code {"from": a, "to": b}}. */
  private static boolean matchesValue(JsonNode value, JsonNode wanted) {
    if (wanted.isArray()) {
      for (JsonNode one : wanted) {
        if (matchesValue(value, one)) {
          return true;
        }
      }
      return false;
    }
    if (wanted.isObject()) {
      return value.isNumber()
          && value.asLong() >= wanted.path("from").asLong(Long.MIN_VALUE)
          && value.asLong() <= wanted.path("to").asLong(Long.MAX_VALUE);
    }
    return value.asText().equals(wanted.asText()) && !value.isMissingNode();
  }

  private static JsonNode at(JsonNode line, String path) {
    JsonNode node = line;
    for (String name : path.split("\\.", -1)) {
      node = node.path(name);
    }
    return node;
  }

  private static void merge(ObjectNode into, JsonNode patch) {
    if (patch == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode there = into.get(field.getKey());
      if (field.getValue().isNull()) {
        into.remove(field.getKey());
      } else if (field.getValue().isObject() && there instanceof ObjectNode inner) {
        merge(inner, field.getValue());
      } else {
        into.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  private static void shift(ObjectNode line, Map<String, Long> by) {
    if (by == null) {
      return;
    }
    by.forEach(
        (path, amount) -> {
          int dot = path.lastIndexOf('.');
          JsonNode parent = dot < 0 ? line : at(line, path.substring(0, dot));
          String name = path.substring(dot + 1);
          if (!(parent.get(name) instanceof NumericNode)) {
            throw new IllegalArgumentException(path + " is no number in " + line);
          }
          ((ObjectNode) parent).put(name, parent.get(name).asLong() + amount);
        });
  }

  private void writeInto(Path root) throws IOException {
    for (Map.Entry<String, String> text : TEXTS.entrySet()) {
      if (!text.getKey().contains(".json")) {
        Files.writeString(root.resolve(text.getKey()), text.getValue());
      }
    }
    for (Map.Entry<String, List<JsonNode>> file : files.entrySet()) {
      StringBuilder lines = new StringBuilder();
      file.getValue().forEach(line -> lines.append(Json.line(line)).append('\n'));
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      if (file.getKey().equals(OBSERVATIONS)) {
        try (OutputStream out =
            new GZIPOutputStream(Files.newOutputStream(root.resolve(RunFolder.OBSERVATIONS)))) {
          out.write(bytes);
        }
      } else {
        Files.write(root.resolve(file.getKey()), bytes);
      }
    }
  }
}
