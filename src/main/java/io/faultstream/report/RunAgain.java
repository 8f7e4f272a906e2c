package io.faultstream.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.faultstream.history.Environment;
import io.faultstream.spec.ExperimentSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The command that plays a run again: its simulation, its seed and what was set otherwise. */
final class RunAgain {
  private static final String ROOT = "faultstream";

  private RunAgain() {}

  /** The command in one line; settings that equal their default are left out. */
  static String command(ExperimentSpec spec, Environment environment) {
    return command(spec, environment, defaults());
  }

  /** The same, with these defaults by key. */
  static String command(
      ExperimentSpec spec, Environment environment, Map<String, String> defaults) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("seed", String.valueOf(spec.seed()));
    new TreeMap<>(environment.settings())
        .forEach(
            (key, value) -> {
              String name = key.startsWith(ROOT + ".") ? key.substring(ROOT.length() + 1) : key;
              String usual = defaults.get(name);
              if (usual != null && !usual.equals(value)) {
                set.putIfAbsent(name, value);
              }
            });
    StringBuilder line = new StringBuilder("mvn gatling:test -Dgatling.simulationClass=");
    line.append(simulationClass(spec.simulation()));
    set.forEach((k, v) -> line.append(" -D" + ROOT + ".").append(k).append('=').append(quoted(v)));
    return line.toString();
  }

  /** The class of a simulation: {@code etcd-ha} is played by {@code EtcdHaSim}. */
  static String simulationClass(String simulation) {
    StringBuilder name = new StringBuilder();
    for (String word : simulation.split("-", -1)) {
      name.append(Figures.capital(word));
    }
    return name.append("Sim").toString();
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9._:/@%+,-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private static Map<String, String> defaults() {
    Map<String, String> byKey = new LinkedHashMap<>();
    // Not defaultReference(), which has the system properties of this very run over it.
    Config all = ConfigFactory.parseResources("reference.conf");
    if (all.hasPath(ROOT)) {
      for (Map.Entry<String, ConfigValue> entry : all.getConfig(ROOT).entrySet()) {
        byKey.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
      }
    }
    return byKey;
  }
}
