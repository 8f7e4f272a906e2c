package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a real Dynamo is started as processes of this machine.
 *
 * @param version of Dynamo, as installed
 * @param home folder of the installation: Python environment and model directories
 * @param python interpreter that has Dynamo
 * @param engine who computes
 * @param command program and arguments of a worker, for {@link Engine#COMMAND} only; {@code
 *     {python}}, {@code {model}}, {@code {worker}} and {@code {mode}} stand for the interpreter,
 *     the model's name, the worker's name and its part of a request
 * @param stepMillis time of a token, for {@link Engine#COUNTING} only, milliseconds
 * @param prefillMillis time of a prompt, for {@link Engine#COUNTING} only, milliseconds
 * @param defect what the counting engine does wrong on purpose, {@code none} for nothing
 * @param workerArguments further arguments of each worker
 * @param frontendArguments further arguments of the frontend
 * @param port the frontend's HTTP port, 0 for a free one
 * @param router how the frontend spreads requests, in Dynamo's words
 * @param stores how the processes reach each other
 * @param logLevel level of all its logs, in Dynamo's words
 */
public record LocalSpec(
    String version,
    String home,
    String python,
    Engine engine,
    List<String> command,
    double stepMillis,
    double prefillMillis,
    String defect,
    List<String> workerArguments,
    List<String> frontendArguments,
    int port,
    String router,
    Stores stores,
    String logLevel) {
  public LocalSpec {
    command = List.copyOf(command);
    workerArguments = List.copyOf(workerArguments);
    frontendArguments = List.copyOf(frontendArguments);
  }

  /** The same with prompts that take no time. */
  public LocalSpec(
      String version,
      String home,
      String python,
      Engine engine,
      List<String> command,
      double stepMillis,
      String defect,
      List<String> workerArguments,
      List<String> frontendArguments,
      int port,
      String router,
      Stores stores,
      String logLevel) {
    this(
        version,
        home,
        python,
        engine,
        command,
        stepMillis,
        0,
        defect,
        workerArguments,
        frontendArguments,
        port,
        router,
        stores,
        logLevel);
  }

  /** Who computes. */
  public enum Engine {
    /** A small engine of ours on Dynamo's runtime, whose text counts. */
    @JsonProperty("counting")
    COUNTING,
    /** Dynamo's own mocker, whose text is random. */
    @JsonProperty("mocker")
    MOCKER,
    /** Any other worker, by its command line. */
    @JsonProperty("command")
    COMMAND
  }

  /** How requests travel. */
  public enum Plane {
    /** Straight from frontend to worker. */
    @JsonProperty("tcp")
    TCP,
    /** Through a NATS server, started with the target. */
    @JsonProperty("nats")
    NATS
  }

  /**
   * How the processes reach each other.
   *
   * @param requestPlane how requests travel
   * @param eventPlane how events travel: {@code zmq} or {@code nats}
   * @param nats the NATS server's program, empty: on the PATH or in the installation
   */
  public record Stores(Plane requestPlane, String eventPlane, String nats) {
    /** Whether a NATS server is needed. */
    public boolean needsNats() {
      return requestPlane == Plane.NATS || eventPlane.equals("nats");
    }
  }
}
