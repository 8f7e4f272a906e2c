package io.faultstream.measure.store;

import io.faultstream.history.store.KeysRead;
import io.faultstream.history.store.LeaseSample;
import io.faultstream.history.store.MemberHash;
import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/**
 * A history of a store of three members by hand: 60 writes, ten a second, number n called at n
 * times 100 ms and acknowledged 5 ms later with revision 100 + 2 n; each is told 2 ms after that;
 * each second one is read both ways 20 ms after its acknowledgement; etcd-0 leads in term 2. At 10
 * s all is read. Each test changes what it is about.
 */
@NullMarked
public final class SampleStore {
  public static final long MILLI = 1_000_000L;
  public static final long SECOND = 1_000 * MILLI;
  public static final long END = 10 * SECOND;
  public static final int WRITES = 60;

  /** How long a call for a lease takes. */
  public static final long LEASE_CALL = 3 * MILLI;

  public final List<StoreEntry> lines = new ArrayList<>();

  public static SampleStore healthy() {
    SampleStore store = new SampleStore();
    store.lines.add(new WatchStep(0, "etcd-1", WatchStep.Step.BEGUN, 99, 100, ""));
    List<KeysRead.Kept> kept = new ArrayList<>();
    for (int n = 0; n < WRITES; n++) {
      long called = called(n);
      store.lines.add(put(n, called, called + 5 * MILLI, revision(n)));
      store.lines.add(new StoreEvent(n, revision(n), called + 7 * MILLI, "etcd-1"));
      if (n % 2 == 0) {
        store.lines.add(get(Kind.GET, n, called + 25 * MILLI, revision(n)));
        store.lines.add(get(Kind.GET_LOCAL, n, called + 35 * MILLI, revision(n)));
      }
      kept.add(new KeysRead.Kept(StoreOperation.key(n), value(n), revision(n)));
    }
    for (int second = 0; second < 12; second++) {
      store.sample(second, 1, 1, 2);
      store.sample(second, 2, 1, 2);
      store.sample(second, 3, 1, 2);
    }
    store.lines.add(new WatchStep(END, "etcd-1", WatchStep.Step.ENDED, revision(59), 0, ""));
    store.lines.add(new KeysRead(END, "etcd-2", 300, kept, true));
    for (int member = 0; member < 3; member++) {
      store.lines.add(new MemberHash("etcd-" + member, true, 300, 0, 0xabc, ""));
    }
    return store;
  }

  public static long called(int n) {
    return n * 100L * MILLI;
  }

  public static long revision(int n) {
    return 100 + 2L * n;
  }

  public static String value(int n) {
    return "v" + n;
  }

  /** An acknowledged write. */
  public static StoreOperation put(int n, long called, long returned, long revision) {
    return new StoreOperation(
        n,
        1,
        Kind.PUT,
        StoreOperation.key(n),
        value(n),
        "etcd-0",
        called,
        returned,
        Result.OK,
        revision,
        revision,
        "");
  }

  /** A write that was not acknowledged. */
  public static StoreOperation put(int n, Result result) {
    return new StoreOperation(
        n,
        1,
        Kind.PUT,
        StoreOperation.key(n),
        value(n),
        "etcd-0",
        called(n),
        called(n) + 1500 * MILLI,
        result,
        0,
        0,
        "no answer");
  }

  /** A read of 10 ms that found the value of this revision, 0: nothing. */
  public static StoreOperation get(Kind kind, int n, long called, long modRevision) {
    return new StoreOperation(
        1000 + n,
        2,
        kind,
        StoreOperation.key(n),
        modRevision == 0 ? null : value(n),
        "etcd-2",
        called,
        called + 10 * MILLI,
        Result.OK,
        revision(n),
        modRevision,
        "");
  }

  /** What member number {@code id} said. */
  public void sample(long second, long id, long leader, long term) {
    long at = second * SECOND;
    String name = "etcd-" + (id - 1);
    lines.add(
        new MemberSample(at, name, true, id, leader, term, 100, 100, 20_480, List.of(), false));
  }

  /** What was left of a lease. */
  public void lease(long at, long lease, long granted, long remaining) {
    lines.add(
        new LeaseSample(
            at, at + LEASE_CALL, "etcd-1", instance(lease), lease, granted, remaining, ""));
  }

  /** A lease of which nothing could be told. */
  public void leaseUnknown(long at, long lease) {
    lines.add(
        new LeaseSample(
            at, at + 800 * MILLI, "etcd-1", instance(lease), lease, 0, 0, "etcd-1, lease: late"));
  }

  private static String instance(long lease) {
    return "dynamo/backend/generate/" + Long.toHexString(lease);
  }

  /** Changes some of the operations. */
  public SampleStore change(Predicate<StoreOperation> which, UnaryOperator<StoreOperation> into) {
    lines.replaceAll(
        line ->
            line instanceof StoreOperation operation && which.test(operation)
                ? into.apply(operation)
                : line);
    return this;
  }

  /** The write of this number. */
  public static Predicate<StoreOperation> write(int n) {
    return one -> one.writes() && one.key().equals(StoreOperation.key(n));
  }

  /** All reads of this number. */
  public static Predicate<StoreOperation> reads(int n) {
    return one -> !one.writes() && one.key().equals(StoreOperation.key(n));
  }

  /** Takes this number out of what was found at the end. */
  public SampleStore goneAtTheEnd(int n) {
    lines.replaceAll(
        line ->
            line instanceof KeysRead read
                ? new KeysRead(
                    read.calledNanos(),
                    read.member(),
                    read.revision(),
                    read.keys().stream()
                        .filter(kept -> !kept.key().equals(StoreOperation.key(n)))
                        .toList(),
                    read.last())
                : line);
    return this;
  }

  /** Without these lines. */
  public SampleStore without(Predicate<StoreEntry> which) {
    lines.removeIf(which);
    return this;
  }

  /** The event of this number. */
  public static Predicate<StoreEntry> event(int n) {
    return line -> line instanceof StoreEvent event && event.number() == n;
  }

  public StoreRecord record() {
    return StoreRecord.of(lines);
  }
}
