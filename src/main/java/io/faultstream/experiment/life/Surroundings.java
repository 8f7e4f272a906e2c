package io.faultstream.experiment.life;

import io.faultstream.experiment.plan.Setup;
import io.faultstream.history.Environment;
import io.faultstream.target.Target;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where and on what a run is made. Reads files of the machine; nothing is started. */
final class Surroundings {
  private Surroundings() {}

  static Environment of(Setup setup, Target target, RunClock clock) {
    return new Environment(
        1,
        clock.start().toString(),
        commit(Path.of(".git")),
        host(),
        target.description(),
        target.profile(),
        setup.settings());
  }

  private static Map<String, String> host() {
    Map<String, String> host = new TreeMap<>();
    host.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    host.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    host.put("architecture", System.getProperty("os.arch"));
    host.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    host.put("heapMegabytes", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      host.put("memoryMegabytes", Long.toString(system.getTotalMemorySize() >> 20));
    }
    String gatling =
        io.gatling.javaapi.core.Simulation.class.getPackage().getImplementationVersion();
    host.put("gatling", gatling == null ? "unknown" : gatling);
    return host;
  }

  /** The commit that is checked out, empty where there is none to be read. */
  static String commit(Path git) {
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      if (!head.startsWith("ref: ")) {
        return head;
      }
      String name = head.substring("ref: ".length());
      Path ref = git.resolve(name);
      return Files.exists(ref) ? Files.readString(ref).strip() : packed(git, name);
    } catch (IOException e) {
      return "";
    }
  }

  private static String packed(Path git, String name) throws IOException {
    Path file = git.resolve("packed-refs");
    if (!Files.exists(file)) {
      return "";
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("");
  }
}
