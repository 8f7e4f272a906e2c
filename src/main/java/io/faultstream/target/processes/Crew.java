package io.faultstream.target.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.process.ChildProcess;
import io.faultstream.process.Journal;
import io.faultstream.process.Launch;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.target.Target.Ended;
import io.faultstream.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * All processes that a target has started, in order, also those replaced since: who ended unasked,
 * and the end of all. Thread-safe.
 */
final class Crew {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int TAIL_LINES = 5;

  private final Journal journal;

  @GuardedBy("this")
  private final List<ChildProcess> all = new ArrayList<>();

  @GuardedBy("this")
  private final Set<ProcessIdentity> asked = new HashSet<>();

  /** As they were first seen, with the end of the log at that moment. */
  @GuardedBy("this")
  private final Map<ProcessIdentity, Ended> ended = new HashMap<>();

  @GuardedBy("this")
  private boolean closed;

  Crew(Journal journal) {
    this.journal = journal;
  }

  /** Starts one more. */
  synchronized ChildProcess start(Launch launch) throws TargetException, InterruptedException {
    if (closed) {
      throw new TargetException(launch.name() + " is not started: the target is being closed");
    }
    try {
      ChildProcess child = ChildProcess.start(launch, journal);
      all.add(child);
      return child;
    } catch (IOException e) {
      throw new TargetException(launch.name() + " did not start: " + e.getMessage(), e);
    }
  }

  /** The process of each name that was last started. */
  synchronized Map<String, ProcessIdentity> latest() {
    Map<String, ProcessIdentity> latest = new TreeMap<>();
    all.forEach(child -> latest.put(child.name(), child.identity()));
    return latest;
  }

  /** From now on the end of this process is no surprise. */
  synchronized void askToEnd(ProcessIdentity process) {
    asked.add(process);
  }

  /** Processes that one of ours has started itself and that are alive. */
  List<ProcessIdentity> startedBy(ProcessIdentity process) {
    return child(process).map(one -> one.family().others()).orElse(List.of());
  }

  private synchronized Optional<ChildProcess> child(ProcessIdentity process) {
    return all.stream().filter(one -> one.identity().equals(process)).findFirst();
  }

  /** Those that have ended, until the target is closed. */
  synchronized List<Ended> ends() {
    List<Ended> ends = new ArrayList<>();
    for (ChildProcess child : all) {
      OptionalInt code = closed ? OptionalInt.empty() : child.exitCode();
      if (code.isPresent()) {
        ends.add(ended.computeIfAbsent(child.identity(), any -> end(child, code.getAsInt())));
      }
    }
    return ends;
  }

  @GuardedBy("this")
  private Ended end(ChildProcess child, int code) {
    boolean wanted = asked.contains(child.identity());
    String how = wanted ? " ended with exit code " : " ended unasked with exit code ";
    String sentence = child.name() + how + code + (wanted ? "" : tail(child));
    return new Ended(child.name(), child.identity(), code, wanted, sentence);
  }

  /** The end of its log, to be put behind a sentence. */
  static String tail(ChildProcess child) {
    List<String> lines = child.tail(TAIL_LINES);
    return lines.isEmpty()
        ? "; its log is empty"
        : "; its log ends:\n  " + String.join("\n  ", lines);
  }

  /**
   * Ends all, the last started first, so workers before the frontend.
   *
   * @throws TargetException when one is alive afterwards
   */
  synchronized void end() throws TargetException {
    closed = true;
    boolean interrupted = Thread.interrupted();
    List<ChildProcess> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    List<String> alive = new ArrayList<>();
    try {
      for (ChildProcess child : reversed) {
        trySignal(child, Signal.TERM);
      }
      for (ChildProcess child : reversed) {
        tryEnd(child, GRACE).ifPresent(alive::add);
      }
    } catch (InterruptedException e) {
      interrupted = true;
      alive.clear();
      alive.addAll(kill(reversed));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!alive.isEmpty()) {
      throw new TargetException("still alive: " + String.join("; ", alive));
    }
  }

  /** Without giving them time, as somebody is waiting; with those that they started themselves. */
  private static List<String> kill(List<ChildProcess> children) {
    List<String> alive = new ArrayList<>();
    for (ChildProcess child : children) {
      try {
        tryEnd(child, Duration.ZERO).ifPresent(alive::add);
      } catch (InterruptedException e) {
        alive.add(child + ": not proven gone, interrupted again");
      }
    }
    return alive;
  }

  private static void trySignal(ChildProcess child, Signal signal) throws InterruptedException {
    try {
      signal.sendTo(child.identity());
    } catch (IOException e) {
      // Ending it below says so if it matters.
      return;
    }
  }

  private static Optional<String> tryEnd(ChildProcess child, Duration grace)
      throws InterruptedException {
    try {
      return child.end(grace) ? Optional.empty() : Optional.of(child.toString());
    } catch (IOException e) {
      return Optional.of(child + ": " + e.getMessage());
    }
  }
}
