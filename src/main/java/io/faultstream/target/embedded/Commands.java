package io.faultstream.target.embedded;

import io.faultstream.spec.TargetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the cluster's programs; they are started by the names of their classes,
 * which is all that is known of them here.
 *
 * @param spec the target as asked for
 * @param discovery directory of leases
 * @param programs class names
 */
record Commands(TargetSpec spec, Path discovery, Programs programs) {
  /** Directory leases live this long, as the real system's. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /**
   * Names of the main classes.
   *
   * @param frontend the frontend's
   * @param worker a worker's
   */
  record Programs(String frontend, String worker) {
    static final Programs REAL =
        new Programs("io.faultstream.cluster.FrontendMain", "io.faultstream.cluster.WorkerMain");
  }

  List<String> frontend(int port) {
    List<String> command = java(programs.frontend());
    command.addAll(List.of("--http-port", Integer.toString(port)));
    command.addAll(List.of("--migration-limit", Integer.toString(spec.migrationLimit())));
    command.addAll(List.of("--router-mode", spec.embedded().router()));
    command.addAll(
        List.of("--overload-status", Integer.toString(spec.embedded().overloadStatus())));
    spec.backendTimeout()
        .ifPresent(time -> command.addAll(List.of("--backend-stream-timeout", text(time))));
    return command;
  }

  List<String> worker(int systemPort) {
    List<String> command = java(programs.worker());
    command.addAll(List.of("--system-port", Integer.toString(systemPort)));
    command.addAll(List.of("--speedup-ratio", Double.toString(spec.embedded().speedup())));
    command.addAll(
        List.of("--decode-speedup-ratio", Double.toString(spec.embedded().decodeSpeedup())));
    return command;
  }

  private List<String> java(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + spec.embedded().heapMegabytes() + "m");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", ClassPath.current(), main));
    command.addAll(List.of("--discovery", discovery.toString()));
    command.addAll(List.of("--lease", text(LEASE)));
    command.addAll(List.of("--model", spec.model()));
    command.add("--exit-with-stdin");
    return command;
  }

  /** As {@code 10s} or {@code 1500ms}. */
  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }
}
