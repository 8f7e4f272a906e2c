package io.faultstream.target;

import io.faultstream.history.MetricSample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The series of one page in Prometheus' text format: name with labels, as written there, to value.
 * Lines that cannot be read are left out, as are time stamps and comments. Immutable.
 *
 * @param series for instance {@code up{model="tiny"}} to 1
 */
public record Metrics(Map<String, Double> series) {
  public Metrics {
    series = Map.copyOf(series);
  }

  /** Reads a page. */
  public static Metrics parse(String page) {
    Map<String, Double> series = new LinkedHashMap<>();
    page.lines().forEach(line -> line(line.strip(), series));
    return new Metrics(series);
  }

  private static void line(String line, Map<String, Double> series) {
    if (line.isEmpty() || line.charAt(0) == '#') {
      return;
    }
    int end = nameEnd(line);
    if (end <= 0 || end >= line.length()) {
      return;
    }
    String value = line.substring(end).strip().split("\\s+", -1)[0];
    number(value).ifPresent(number -> series.put(line.substring(0, end).strip(), number));
  }

  /** Where name and labels end; a label's value may hold any character, quotes escaped. */
  private static int nameEnd(String line) {
    int brace = line.indexOf('{');
    int space = line.indexOf(' ');
    if (brace < 0 || (space >= 0 && space < brace)) {
      return space;
    }
    boolean quoted = false;
    for (int i = brace; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '}') {
        return i + 1;
      }
    }
    return -1;
  }

  private static OptionalDouble number(String text) {
    try {
      return switch (text) {
        case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
        case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
        default -> OptionalDouble.of(Double.parseDouble(text));
      };
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Whether there is any series of this name. */
  public boolean has(String name) {
    return series.keySet().stream().anyMatch(key -> MetricSample.of(name, key));
  }

  /** Sum of all series of this name, 0 when there are none. */
  public double sum(String name) {
    return series.entrySet().stream()
        .filter(entry -> MetricSample.of(name, entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Sum of those series of this name whose label has this value, 0 when there are none. */
  public double sum(String name, String label, String value) {
    return series.entrySet().stream()
        .filter(entry -> MetricSample.of(name, entry.getKey()))
        .filter(entry -> label(entry.getKey(), label).equals(Optional.of(value)))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The value of this label in any series that has it. */
  public Optional<String> anyLabel(String label) {
    return series.keySet().stream().flatMap(key -> label(key, label).stream()).findFirst();
  }

  /** The value of a label in a series' key, still escaped. */
  private static Optional<String> label(String key, String label) {
    for (String before : new String[] {"{", ","}) {
      int at = key.indexOf(before + label + "=\"");
      if (at >= 0) {
        int start = at + before.length() + label.length() + 2;
        int end = key.indexOf('"', start);
        return end < 0 ? Optional.empty() : Optional.of(key.substring(start, end));
      }
    }
    return Optional.empty();
  }
}
