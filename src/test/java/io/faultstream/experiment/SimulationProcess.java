package io.faultstream.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole of a simulation in a JVM of its own, some seconds long, with target.kind=url.
 *
 * @param simulation name of its results folder: {@code migration}
 * @param folder for all that it writes
 * @param jvmArguments beside the usual ones
 * @param environment variables beside those of this process, but for the usual token
 */
record SimulationProcess(
    String simulation, Path folder, List<String> jvmArguments, Map<String, String> environment) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Whoever asks bounds it in time; this only tells a run that hangs from a slow one. */
  private static final int WITHIN_SECONDS = 150;

  /** How fast this machine is right now is not what these tests are about. */
  private static final List<String> SETTINGS =
      List.of(
          "target.kind=url",
          "phase.warmup.length=0s",
          "phase.standard.length=2s",
          "phase.overflow.length=2s",
          "phase.recovery.length=1s",
          "load.rate=40",
          "load.peak=50",
          "claim.standard-healthy.minRequests=50",
          "claim.standard-healthy.minInFlight=0",
          "claim.enough-samples.minRequests=20",
          "claim.generator-on-schedule.lateP99Millis=10000",
          "claim.generator-healthy.maxLoopLagMillis=10000",
          "claim.generator-healthy.maxStealShare=1",
          "claim.no-stream-paused.maxMillis=10000",
          "claim.success-standard.min=0.8",
          "claim.success-overflow.min=0.8",
          "claim.success-recovery.min=0.8");

  SimulationProcess(Path folder) {
    this("migration", folder);
  }

  SimulationProcess(String simulation, Path folder) {
    this(simulation, folder, List.of(), Map.of());
  }

  SimulationProcess(Path folder, List<String> jvmArguments, Map<String, String> environment) {
    this("migration", folder, jvmArguments, environment);
  }

  private String className() {
    return Stream.of(simulation.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", "Sim"));
  }

  /** Plays it to its end with these settings; its exit code. */
  int play(String... settings) throws IOException, InterruptedException {
    Process gatling = start(settings);
    try {
      if (!gatling.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + output());
      }
      return gatling.exitValue();
    } finally {
      gatling.destroyForcibly();
    }
  }

  /** Starts it with these settings; whoever calls ends it. */
  Process start(String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    // A shell's background jobs ignore SIGINT, and so would a JVM that is started from one.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    // Runs of some seconds: the second compiler and parallel collectors cost more than they give.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    SETTINGS.forEach(setting -> command.add("-Dfaultstream." + setting));
    command.add("-Dfaultstream.results.dir=" + folder.resolve("results"));
    List.of(settings).forEach(setting -> command.add("-Dfaultstream." + setting));
    command.addAll(List.of("io.gatling.app.Gatling", "-s", className(), "-nr"));
    command.addAll(List.of("-rf", folder.resolve("gatling").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("FAULTSTREAM_TOKEN");
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** All that it printed. */
  String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  /** A file of its run's folder. */
  Path file(String name) {
    return folder.resolve("results/runs/" + simulation + "/latest").resolve(name);
  }

  /** The same, read as JSON. */
  JsonNode json(String name) throws IOException {
    return JSON.readTree(file(name).toFile());
  }
}
