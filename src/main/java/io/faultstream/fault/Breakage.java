package io.faultstream.fault;

import io.faultstream.history.FaultEvent;
import io.faultstream.process.JournalEntry;
import io.faultstream.spec.FaultSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is broken at this moment. Injecting and undoing go through here, one at a time, so that the
 * nemesis and a shutdown hook cannot do the same twice, and nothing is broken any more once the run
 * is ending. Thread-safe.
 */
final class Breakage {
  private static final Logger LOG = LoggerFactory.getLogger(Breakage.class);

  private final Scene scene;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile String endReason = "";

  /** Changed under the lock only, read by anybody. */
  private final Deque<Broken> broken = new ConcurrentLinkedDeque<>();

  Breakage(Scene scene) {
    this.scene = scene;
  }

  /** When it was injected, and why that went wrong; empty text when it did not. */
  record Injection(long edgeNanos, int edge, String failure) {}

  /** A fault that is in the journal and not undone yet. */
  record Broken(FaultSpec spec, Fault fault, JournalEntry entry, Injection injection) {
    Told told() {
      return new Told(spec, fault.victim());
    }
  }

  Scene scene() {
    return scene;
  }

  long now() {
    return scene.clock().nanos();
  }

  void tell(FaultEvent event) {
    try {
      scene.listener().accept(event);
    } catch (RuntimeException e) {
      // The undo must not hang on whether somebody could write it down.
      LOG.error("a step of a fault could not be recorded: {}", event, e);
    }
  }

  void endEarly(String reason) {
    synchronized (ending) {
      if (ending.getCount() > 0) {
        endReason = reason;
        ending.countDown();
      }
    }
  }

  /** Why everything is ending, empty when it is not. */
  Optional<String> ended() {
    return ending.getCount() == 0 ? Optional.of(endReason) : Optional.empty();
  }

  /** Waits for this moment on the run's clock, or for the early end. */
  void waitUntil(long nanos) throws InterruptedException {
    long left = nanos - now();
    while (left > 0 && !ending.await(left, TimeUnit.NANOSECONDS)) {
      left = nanos - now();
    }
  }

  /**
   * Writes the undo to the journal, then breaks it.
   *
   * @return empty when the run is ending or the journal could not be written: nothing was done
   */
  Optional<Broken> inject(FaultSpec spec, Fault fault) throws InterruptedException {
    Told told = new Told(spec, fault.victim());
    fault.look();
    lock.lockInterruptibly();
    try {
      if (ended().isPresent()) {
        tell(told.unproven(now(), "not injected: " + endReason));
        return Optional.empty();
      }
      JournalEntry entry = scene.journal().record(fault.journalKind(), fault.journalData());
      tell(told.armed(now(), "the undo is in the journal: " + entry));
      return Optional.of(breakNow(spec, fault, entry));
    } catch (IOException e) {
      tell(told.unproven(now(), "not injected: no journal: " + e));
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Broken breakNow(FaultSpec spec, Fault fault, JournalEntry entry)
      throws InterruptedException {
    long at = now();
    Injection planned = new Injection(at, scene.edges().add(at), "");
    Broken whole = new Broken(spec, fault, entry, planned);
    broken.push(whole);
    try {
      fault.inject();
      tell(whole.told().injecting(planned));
      return whole;
    } catch (IOException | RuntimeException e) {
      Injection failed = new Injection(at, planned.edge(), "injecting failed: " + e);
      Broken half = new Broken(spec, fault, entry, failed);
      broken.push(half);
      broken.remove(whole);
      tell(half.told().injecting(failed));
      return half;
    }
  }

  /**
   * Undoes one fault unless that has been done.
   *
   * @return why it is still broken, empty when it is not
   */
  Optional<String> undo(Broken one, Duration within) throws InterruptedException {
    if (!lock.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.of(one.told().name() + ": its undo is still going on");
    }
    try {
      return broken.contains(one) ? undoLocked(one, within) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> undoLocked(Broken one, Duration within) throws InterruptedException {
    long at = now();
    int edge = scene.edges().add(at);
    tell(one.told().undoing(at, edge, ended()));
    Proof proof = recovered(one.fault(), within);
    tell(one.told().undone(now(), proof));
    if (!proof.ok()) {
      return Optional.of(one.told().name() + ": " + proof.evidence());
    }
    broken.remove(one);
    try {
      scene.journal().done(one.entry());
    } catch (IOException e) {
      LOG.error("{} is undone, but the journal could not be written", one.entry(), e);
    }
    return Optional.empty();
  }

  private static Proof recovered(Fault fault, Duration within) throws InterruptedException {
    try {
      fault.recover();
      return fault.proveRecovered(within);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Proof(false, "undoing failed: " + e);
    }
  }

  /**
   * Undoes all, the last broken first; each reason why something is still broken. Taken under the
   * lock, so that an injection that has begun is seen; none begins after the early end.
   */
  List<String> undoAll(Duration within) throws InterruptedException {
    long deadline = now() + within.toNanos();
    if (!lock.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of("an injection or an undo is still going on");
    }
    try {
      List<String> leaked = new ArrayList<>();
      for (Broken one : broken) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - now()));
        undoLocked(one, left).ifPresent(leaked::add);
      }
      return leaked;
    } finally {
      lock.unlock();
    }
  }
}
