package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdStore;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Uses the coordination store beside the target during the whole run and writes down what it asked
 * and was told: a writer of numbered keys, a reader, a watcher, a sampler of the members, a reader
 * of the instances and a sampler of their leases, each a daemon thread of its own. It takes no part
 * in the load, deletes nothing, and touches no keys but its own, which stay: the store is the run's
 * own. About 20 small requests a second, and one for each instance. Used by one thread: {@link
 * #begin}, then {@link #finish} or {@link #abandon}.
 */
public final class StoreProbe {
  /** The longest that {@link #finish} may take. */
  public static final Duration FINISH_WITHIN = Duration.ofSeconds(20);

  /** Longer than an election with etcd's own timing, so that one alone need not fail a call. */
  private static final Duration CALL = Duration.ofMillis(1500);

  /** A round of samples is over before the next one. */
  private static final Duration SAMPLE = Duration.ofMillis(800);

  private static final Duration WRITE_EVERY = Duration.ofMillis(100);
  private static final Duration READ_EVERY = Duration.ofMillis(200);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);
  private static final Duration INSTANCES_EVERY = Duration.ofSeconds(1);
  private static final Duration LEASES_EVERY = Duration.ofSeconds(1);

  /** What is in flight, and the thread's end. */
  private static final Duration LAST_CALLS = CALL.multipliedBy(2).plusSeconds(1);

  /** One call of each of three members. */
  private static final Duration LAST_ROUND = CALL.multipliedBy(3);

  /** Until when the last writes may be told, from the beginning of the end. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

  private final RunClock clock;
  private final Consumer<String> mishap;
  private final Asking asking;
  private final StoreWriter writer;
  private final StoreReader reader;
  private final StoreWatcher watcher;
  private final MemberSampler sampler;
  private final InstanceReader instances;
  private final LeaseSampler leases;
  private final List<Thread> callers = new ArrayList<>();
  private final List<Thread> watching = new ArrayList<>();
  private volatile boolean over;

  /** No write is in flight any more: the watch ends no sooner, since it may be told that one. */
  private volatile boolean written;

  /** Whoever lists the instances that it knows. */
  @FunctionalInterface
  public interface Listing {
    /** Their ids now, within a few seconds; empty when it does not answer. */
    Optional<Set<String>> ids() throws InterruptedException;
  }

  /**
   * What is looked at.
   *
   * @param store the ways to the members that clients take
   * @param admin the ways on which the members are asked for their state, whatever clients see
   * @param listing of the frontend whose instances are in the store
   */
  public record Subject(EtcdStore store, EtcdStore admin, Listing listing) {}

  /**
   * A probe that has not begun.
   *
   * @param subject what it looks at
   * @param clock the run's
   * @param into takes what is written down, from several threads
   * @param mishap takes what went wrong with the probe itself
   */
  public StoreProbe(
      Subject subject, RunClock clock, Consumer<StoreEntry> into, Consumer<String> mishap) {
    EtcdStore store = subject.store();
    this.clock = clock;
    this.mishap = mishap;
    this.asking = new Asking(calls(store, CALL), clock, into);
    this.writer = new StoreWriter(asking);
    this.reader = new StoreReader(asking);
    this.watcher = new StoreWatcher(asking, () -> written);
    this.instances = new InstanceReader(asking, subject.listing());
    Asking admin = new Asking(calls(subject.admin(), SAMPLE), clock, into);
    this.sampler = new MemberSampler(admin);
    this.leases = new LeaseSampler(admin);
  }

  private static List<TimedCalls> calls(EtcdStore store, Duration within) {
    return store.all().stream().map(member -> new TimedCalls(member, within)).toList();
  }

  /** What a thread does. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  /** Begins; the run's clock has its zero already. Returns at once. */
  public void begin() {
    watching.add(start("store-watcher", watcher::run));
    callers.add(start("store-writer", () -> repeat(WRITE_EVERY, writer::write)));
    callers.add(start("store-reader", () -> repeat(READ_EVERY, reader::read)));
    callers.add(start("store-sampler", () -> repeat(SAMPLE_EVERY, sampler::sample)));
    callers.add(start("store-instances", () -> repeat(INSTANCES_EVERY, instances::read)));
    callers.add(start("store-leases", () -> repeat(LEASES_EVERY, leases::sample)));
  }

  private Thread start(String name, Work work) {
    Thread thread = new Thread(() -> guarded(name, work), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void guarded(String name, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      mishap.accept(name + " failed: " + e);
    }
  }

  /** Work that is late is begun at once, and what was left out is not made up for. */
  private void repeat(Duration every, Work work) throws InterruptedException {
    while (!over) {
      long due = clock.nanos() + every.toNanos();
      work.run();
      clock.sleepUntil(due);
    }
  }

  /**
   * Ends the writes and reads, waits until the watch has told all that was acknowledged, reads all
   * keys and the members' hashes, for no longer than {@link #FINISH_WITHIN}; what is missing then
   * is missing in what was written down.
   *
   * @throws InterruptedException when interrupted meanwhile; then nothing goes on either
   */
  public void finish() throws InterruptedException {
    long begun = clock.nanos();
    over = true;
    try {
      join(callers, left(begun, LAST_CALLS));
      written = true;
      join(watching, left(begun, TOLD_WITHIN));
      watcher.ended();
      new LastReading(asking).read(left(begun, FINISH_WITHIN.minus(LAST_ROUND)));
    } finally {
      abandon();
    }
  }

  /** Those that are not over by themselves in this time, all together, are interrupted. */
  private void join(List<Thread> threads, Duration within) throws InterruptedException {
    long begun = clock.nanos();
    for (Thread thread : threads) {
      thread.join(left(begun, within).toMillis());
      thread.interrupt();
      thread.join(CALL.toMillis());
    }
  }

  /** What is left of a time that began then; never nothing, which a join takes for ever. */
  private Duration left(long begun, Duration within) {
    long left = within.toNanos() - (clock.nanos() - begun);
    return Duration.ofNanos(Math.max(left, 1_000_000));
  }

  /** Ends all at once, and reads nothing more: for a run that was cut off. */
  public void abandon() {
    over = true;
    written = true;
    callers.forEach(Thread::interrupt);
    watching.forEach(Thread::interrupt);
  }
}
