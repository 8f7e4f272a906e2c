package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.history.store.InstancesSeen;
import io.faultstream.process.Signal;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is told to end, in order, while nobody is told of it; undone by starting it again.
 * Used under the lock of injecting and undoing.
 */
final class Departure {
  private static final Duration GOES_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);

  /** More instances than any target of ours has. */
  private static final int MOST = 1000;

  private final Worker worker;
  private final WorkerControl control;
  private boolean told;
  private @Nullable Worker started;

  /** Of which worker. */
  Departure(Worker worker, WorkerControl control) {
    this.worker = worker;
    this.control = control;
  }

  String name() {
    return worker.name();
  }

  /**
   * SIGTERM; done when its key is gone.
   *
   * @param store a member that lives
   */
  void leave(TimedCalls store) throws EtcdException, InterruptedException {
    Optional<String> id = control.instanceId(worker);
    if (id.isEmpty()) {
      throw new EtcdException(Reason.OTHER, "the instance of " + name() + " is unknown");
    }
    String key = "/" + Long.toHexString(Long.parseUnsignedLong(id.get()));
    told = true;
    try {
      if (!control.signal(worker, Signal.TERM)) {
        throw new EtcdException(Reason.OTHER, worker + " was gone before it was terminated");
      }
    } catch (IOException e) {
      throw new EtcdException(Reason.OTHER, worker + " was not terminated: " + e.getMessage());
    }
    if (Poll.until(GOES_WITHIN, EVERY, () -> gone(store, key)).isEmpty()) {
      throw new EtcdException(Reason.LATE, "the key of " + name() + " did not go");
    }
  }

  private static Optional<Boolean> gone(TimedCalls store, String key) throws InterruptedException {
    try {
      boolean there =
          store.keys(InstancesSeen.PREFIX, InstancesSeen.PREFIX, 0, MOST).keys().stream()
              .anyMatch(one -> one.name().endsWith(key));
      return Optional.of(true).filter(any -> !there);
    } catch (EtcdException e) {
      return Optional.empty();
    }
  }

  /** Starts another in its place; once. */
  void comeBack() throws EtcdException, InterruptedException {
    if (!told || started != null) {
      return;
    }
    try {
      started = control.restart(worker);
    } catch (TargetException e) {
      throw new EtcdException(Reason.OTHER, name() + " was not started again: " + e.getMessage());
    }
  }

  /** Whether it was told to end. */
  boolean begun() {
    return told;
  }

  /** One look whether it serves. */
  Optional<String> back() throws InterruptedException {
    Worker now = started;
    if (now == null || !control.health(now).ok()) {
      return Optional.empty();
    }
    Optional<String> id = control.instanceId(now);
    Optional<Set<String>> all = control.instances();
    return id.isPresent() && all.isPresent() && all.get().contains(id.get())
        ? Optional.of(now + " is ready and its instance " + id.get() + " is in /health")
        : Optional.empty();
  }
}
