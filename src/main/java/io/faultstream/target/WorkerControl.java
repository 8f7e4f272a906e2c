package io.faultstream.target;

import io.faultstream.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The workers of a target that can be operated, and what can be seen of them. Thread-safe; every
 * question has a deadline of a few seconds and answers "empty" when it cannot be told.
 */
public interface WorkerControl {
  /** The workers as they were last started, by name. */
  List<Worker> workers();

  /**
   * Sends a signal to exactly this process; from TERM or KILL on, its end is no surprise. KILL,
   * STOP and CONT also go to the processes that it started itself: an engine that computes in a
   * process of its own is the same worker.
   *
   * @return whether it was there to receive it
   * @throws IOException when it could not be sent
   */
  boolean signal(Worker worker, Signal signal) throws IOException, InterruptedException;

  /**
   * Starts a new process in the place of a worker that is gone or is going; does not wait for it to
   * be ready. When the worker's process was replaced already, that replacement is the answer.
   *
   * @throws TargetException when it cannot be started
   */
  Worker restart(Worker worker) throws TargetException, InterruptedException;

  /** How long a worker that is gone, or stopped, is still counted by the frontend. */
  Duration lease();

  /** Requests in flight on it by its own metric. */
  OptionalInt inFlight(Worker worker) throws InterruptedException;

  /** Ids of requests that its log shows as received and not ended. */
  Optional<List<String>> openRequests(Worker worker);

  /** Whether its own system server says that it is ready. */
  Health health(Worker worker) throws InterruptedException;

  /** Its id as in {@link #instances}; asked for once, then remembered, also after its end. */
  Optional<String> instanceId(Worker worker) throws InterruptedException;

  /** Ids of the workers that the frontend counts; empty when it does not answer. */
  Optional<Set<String>> instances() throws InterruptedException;

  /** The frontend's counter of running streams that were moved. */
  OptionalLong migrations() throws InterruptedException;
}
