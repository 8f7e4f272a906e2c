package io.faultstream.target;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.history.VersionProfile;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.spec.FaultKind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The system under test: how it is started where we start it, how it is reached, and what can be
 * done to it. Implementations are thread-safe; every wait inside has a deadline.
 */
public interface Target extends AutoCloseable {
  /**
   * Starts it where it is ours, and waits until it serves the model; when that fails, all that was
   * started is ended again. Once only.
   *
   * @throws TargetException when it did not come up: one line that names what, then the log's end
   * @throws InterruptedException when interrupted meanwhile; all that was started is ended
   */
  void start() throws TargetException, InterruptedException;

  /** Where requests go: scheme, host and port, without {@code /v1} and without a slash. */
  URI baseUri();

  /** Name of the served model. */
  String model();

  /** What it says of itself, by name, for {@code environment.json}. */
  Map<String, String> description();

  /** Which version it is and what that counts; once it is started. */
  VersionProfile profile();

  /** Asks it whether it is well, within a few seconds. */
  Health health() throws InterruptedException;

  /** Which faults can be done to it. */
  Set<FaultKind> capabilities();

  /** Why this fault cannot be done to it; for those that are not in {@link #capabilities}. */
  String refusal(FaultKind kind);

  /** Names of the workers it will have or has, also before the start; empty when unknown. */
  List<String> workerNames();

  /** Where its metrics are read now, by the name of the source; a restart may change it. */
  Map<String, URI> metricSources();

  /** The processes of it that we started, as they were last started, by name; none elsewhere. */
  default Map<String, ProcessIdentity> processes() {
    return Map.of();
  }

  /** The etcd cluster through which its processes find each other, once it is started. */
  default Optional<EtcdCluster> store() {
    return Optional.empty();
  }

  /** Processes of it that have ended, in the order of their starts; none once it is closed. */
  List<Ended> ends();

  /** Those of them that nobody asked to end. */
  default List<Ended> unexpectedEnds() {
    return ends().stream().filter(end -> !end.asked()).toList();
  }

  /** Its workers, where they can be operated; once it is started. */
  Optional<WorkerControl> workers();

  /**
   * Ends all that it started, with proof; any number of times.
   *
   * @throws TargetException when something is still alive afterwards, by name
   */
  @Override
  void close() throws TargetException;

  /**
   * A process that has ended.
   *
   * @param name which
   * @param process its identity
   * @param exitCode 128 and the signal's number where a signal ended it
   * @param asked whether it was told to end
   * @param sentence how it ended, and the end of its log
   */
  record Ended(
      String name, ProcessIdentity process, int exitCode, boolean asked, String sentence) {}
}
