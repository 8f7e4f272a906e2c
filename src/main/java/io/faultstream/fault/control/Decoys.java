package io.faultstream.fault.control;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.Journal;
import io.faultstream.process.Launch;
import io.faultstream.process.Programs;
import io.faultstream.spec.Control;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decoys of a run: for each worker a child process of ours that serves nobody, so that signals
 * to it are as real as their proofs by {@code /proc}. It is {@code cat} on a pipe that never says
 * anything; it ends with this JVM. Started when first asked for, written to the journal.
 * Thread-safe.
 */
public final class Decoys {
  private static final String PROGRAM = "cat";
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Journal journal;
  private final Path logs;

  @GuardedBy("this")
  private final List<ChildProcess> all = new ArrayList<>();

  /** By the decoy's name. */
  @GuardedBy("this")
  private final Map<String, Worker> current = new HashMap<>();

  @GuardedBy("this")
  private boolean ended;

  /** Starts nothing yet; what decoys say goes into a file each in this folder. */
  public Decoys(Journal journal, Path logs) {
    this.journal = journal;
    this.logs = logs;
  }

  /** Why there can be no decoy on this machine; empty when there can. */
  static Optional<String> refusal() {
    return Programs.exists(PROGRAM)
        ? Optional.empty()
        : Optional.of("fault.control=decoy needs the program '" + PROGRAM + "' on the PATH");
  }

  /** The decoys as workers that can be hit; what is asked of the target is asked of these. */
  WorkerControl inPlaceOf(WorkerControl real) {
    return new StandIns(real, this);
  }

  /** The decoy that stands for this worker now. */
  synchronized Worker of(Worker real) throws TargetException, InterruptedException {
    Worker there = current.get(Control.DECOY.victim(real.name()));
    return there == null ? start(real) : there;
  }

  /** A new decoy in the place of one that was hit; where that was done, the one that is there. */
  synchronized Worker again(Worker decoy, Worker real)
      throws TargetException, InterruptedException {
    Worker there = of(real);
    return there.process().equals(decoy.process()) ? start(real) : there;
  }

  private synchronized Worker start(Worker real) throws TargetException, InterruptedException {
    String name = Control.DECOY.victim(real.name());
    if (ended) {
      throw new TargetException(name + " is not started: the run is ending");
    }
    try {
      Launch launch = new Launch(name, List.of(PROGRAM), Map.of(), logs.resolve(name + ".log"));
      ChildProcess child = ChildProcess.start(launch, journal);
      all.add(child);
      Worker decoy = new Worker(name, child.identity(), real.system(), real.log());
      current.put(name, decoy);
      return decoy;
    } catch (IOException e) {
      throw new TargetException(name + " did not start: " + e.getMessage(), e);
    }
  }

  /**
   * Ends all of them; any number of times.
   *
   * @return what could not be ended, a sentence each
   */
  public synchronized List<String> end() {
    ended = true;
    List<String> left = new ArrayList<>();
    boolean interrupted = Thread.interrupted();
    for (ChildProcess child : all) {
      try {
        if (!child.end(GRACE)) {
          left.add(child + " is still alive");
        }
      } catch (IOException e) {
        left.add(child + ": " + e.getMessage());
      } catch (InterruptedException e) {
        interrupted = true;
        left.add(child + ": not proven gone, interrupted");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return left;
  }
}
