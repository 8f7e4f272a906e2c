package io.faultstream.target.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment that processes of ours inherit, and what of it a system under test must not see.
 * Stateless.
 *
 * @param variables by name
 */
record UserEnvironment(Map<String, String> variables) {
  /** Beginnings of names that change what Dynamo and its servers do or whom they talk to. */
  private static final List<String> FOREIGN = List.of("DYN_", "ETCD_", "NATS_", "FAULTSTREAM_");

  UserEnvironment {
    variables = Map.copyOf(variables);
  }

  /** What takes those away in a launch: their names, each with an empty value. */
  Map<String, String> takenAway() {
    Map<String, String> empty = new TreeMap<>();
    for (String name : variables.keySet()) {
      if (FOREIGN.stream().anyMatch(name::startsWith)) {
        empty.put(name, "");
      }
    }
    return empty;
  }

  /** The user's Hugging Face folder, for a process with another home directory. */
  Map<String, String> huggingFace() {
    if (!variables.getOrDefault("HF_HOME", "").isEmpty()) {
      return Map.of();
    }
    String cache = variables.getOrDefault("XDG_CACHE_HOME", "");
    Path folder =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return Map.of("HF_HOME", folder.resolve("huggingface").toString());
  }
}
