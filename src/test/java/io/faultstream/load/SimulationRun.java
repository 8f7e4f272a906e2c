package io.faultstream.load;

import io.faultstream.history.Json;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link BehaviourSimulation} played in a process of its own, and what it left.
 *
 * @param observations of all requests, in the order they ended
 * @param end what it said at its end
 */
record SimulationRun(List<Observation> observations, LoadEnd end) {
  /** Plays it to its end, or fails after so many seconds; its process never outlives the call. */
  static SimulationRun play(LoadAsk ask, int withinSeconds)
      throws IOException, InterruptedException {
    return play(ask, withinSeconds, List.of());
  }

  /** The same in a JVM with more arguments. */
  static SimulationRun play(LoadAsk ask, int withinSeconds, List<String> jvmArguments)
      throws IOException, InterruptedException {
    Path folder = Path.of(ask.folder());
    Files.writeString(folder.resolve(LoadAsk.FILE), Json.line(ask));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(folder, jvmArguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("exit " + process.exitValue() + ": " + Files.readString(output));
    }
    return read(folder);
  }

  private static List<String> command(Path folder, List<String> jvmArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    command.addAll(jvmArguments);
    command.addAll(List.of("-Dload.folder=" + folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.gatling.app.Gatling", "-s", BehaviourSimulation.class.getName()));
    command.addAll(List.of("-rf", folder.resolve("gatling").toString(), "-nr"));
    return command;
  }

  private static SimulationRun read(Path folder) throws IOException {
    List<Observation> observations = new ArrayList<>();
    ObservationLog.End end =
        ObservationLog.read(folder.resolve(LoadAsk.OBSERVATIONS), observations::add);
    if (!end.complete()) {
      throw new AssertionError("the observations have no end mark");
    }
    LoadEnd said =
        Json.reader(LoadEnd.class).readValue(Files.readString(folder.resolve(LoadAsk.END)));
    return new SimulationRun(observations, said);
  }
}
