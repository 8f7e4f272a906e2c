package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One page of metrics.
 *
 * @param types of the families, by name
 * @param series name with labels to value
 */
record Exposition(Map<String, String> types, Map<String, Double> series) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static Exposition of(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    Map<String, String> types = new TreeMap<>();
    Matcher matcher = TYPE.matcher(reply.body());
    while (matcher.find()) {
      types.put(matcher.group(1), matcher.group(2));
    }
    return new Exposition(types, Metrics.parse(reply.body()).series());
  }

  /**
   * Sum of the series of this name that have all these labels.
   *
   * @param labels names and values in turn
   */
  double sum(String name, String... labels) {
    double sum = 0;
    for (Map.Entry<String, Double> one : series.entrySet()) {
      if (name(one.getKey()).equals(name) && has(labels(one.getKey()), labels)) {
        sum += one.getValue();
      }
    }
    return sum;
  }

  private static boolean has(Map<String, String> labels, String... wanted) {
    for (int i = 0; i < wanted.length; i += 2) {
      if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
        return false;
      }
    }
    return true;
  }

  /** The names of the labels of a family's series, without the bounds of its buckets. */
  Set<String> labelNames(String family) {
    return series.keySet().stream()
        .filter(key -> ofFamily(name(key), family))
        .flatMap(key -> labels(key).keySet().stream())
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The different values of a label. */
  Set<String> values(String family, String label) {
    return series.keySet().stream()
        .filter(key -> ofFamily(name(key), family))
        .map(key -> labels(key).getOrDefault(label, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean ofFamily(String name, String family) {
    return List.of(family, family + "_bucket", family + "_sum", family + "_count").contains(name);
  }

  private static String name(String key) {
    int brace = key.indexOf('{');
    return brace < 0 ? key : key.substring(0, brace);
  }

  private static Map<String, String> labels(String key) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher matcher = LABEL.matcher(key);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }
}
