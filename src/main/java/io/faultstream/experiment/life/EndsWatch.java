package io.faultstream.experiment.life;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.Target;
import io.faultstream.time.Ticker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sees which processes of the target have ended, ten times a second on a thread of its own: nothing
 * else that takes its time makes the time of an end late. All are written down, once each; one that
 * nobody asked for or waits for is a mishap. Thread-safe.
 */
final class EndsWatch {
  private static final int EVERY_MILLIS = 100;

  private final Subject subject;
  private final Ticker clock;
  private final Consumer<ProcessEnd> ends;
  private final Consumer<String> mishaps;
  private final ScheduledExecutorService looking = Monitor.thread("ends");

  @GuardedBy("this")
  private final Set<ProcessIdentity> seen = new HashSet<>();

  @GuardedBy("this")
  private boolean closed;

  /**
   * What is looked at.
   *
   * @param ended the processes that have ended so far
   * @param awaited whether a process of this name shall end by itself now
   */
  record Subject(Supplier<List<Target.Ended>> ended, Predicate<String> awaited) {}

  EndsWatch(Subject subject, Ticker clock, Consumer<ProcessEnd> ends, Consumer<String> mishaps) {
    this.subject = subject;
    this.clock = clock;
    this.ends = ends;
    this.mishaps = mishaps;
  }

  /** Looks from now on. */
  void begin() {
    var unused =
        looking.scheduleAtFixedRate(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Goes on looking while this is done, which may take long; then looks a last time and ends. */
  void closeAfter(Runnable last) {
    try {
      last.run();
    } finally {
      looking.shutdown();
      lastLook();
    }
  }

  private synchronized void lastLook() {
    look();
    closed = true;
  }

  private synchronized void look() {
    if (closed) {
      return;
    }
    try {
      for (Target.Ended end : subject.ended().get()) {
        if (seen.add(end.process())) {
          note(end);
        }
      }
    } catch (RuntimeException e) {
      mishaps.accept("looking for ended processes failed: " + e);
    }
  }

  private void note(Target.Ended end) {
    long now = clock.nanos();
    ends.accept(new ProcessEnd(now, end.name(), end.process().pid(), end.exitCode(), end.asked()));
    if (subject.awaited().test(end.name())) {
      System.out.println("END     " + end.name() + " with exit code " + end.exitCode());
    } else if (!end.asked()) {
      mishaps.accept(end.sentence());
      System.out.println("MISHAP  " + end.sentence());
    }
  }
}
