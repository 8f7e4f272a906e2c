package io.faultstream.fault.network;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Reads that a quorum must agree on are late. At the member whose links are hit each waits for an
 * answer of a peer, so for twice the delay of a link: several in a row are, as a pause of a busy
 * machine makes one late. At another one it waits for the leader's; there one that was lost in the
 * end is enough, since TCP mends most losses within milliseconds, and the network itself counts
 * what it lost. They go by the way of the manager, which is not hit, so that only the links can
 * have made them late. Used by one thread at a time.
 */
final class LateReads implements Mark {
  /** What was lost is sent again after 200 ms (the kernel's TCP_RTO_MIN), by the proxy as well. */
  static final Duration RESENT = Duration.ofMillis(200);

  /** So much later than the slowest one before: a busy machine shall not be taken for a link. */
  private static final int TIMES = 2;

  private static final int READS = 20;

  private final EtcdCluster cluster;
  private final String member;
  private final Duration least;
  private final Where where;
  private final RunClock clock = RunClock.startingNow();
  private OptionalLong slowestBefore = OptionalLong.empty();
  private int late;

  /** Where it is read. */
  enum Where {
    AT_IT(3),
    AT_OTHERS(1);

    /** So many are late in a row. */
    private final int inARow;

    Where(int inARow) {
      this.inARow = inARow;
    }
  }

  LateReads(EtcdCluster cluster, String member, Duration least, Where where) {
    this.cluster = cluster;
    this.member = member;
    this.least = least;
    this.where = where;
  }

  @Override
  public String looked() {
    return "reads that a quorum agrees on take "
        + least.toMillis()
        + " ms or more, in a row "
        + where.inARow;
  }

  private List<Endpoint> readers() {
    return cluster.admin().all().stream()
        .filter(one -> one.name().equals(member) == (where == Where.AT_IT))
        .toList();
  }

  @Override
  public void before() throws InterruptedException {
    LongStream.Builder all = LongStream.builder();
    for (int i = 0; i < READS; i++) {
      for (Endpoint reader : readers()) {
        took(reader).ifPresent(all::add);
      }
    }
    long[] sorted = all.build().sorted().toArray();
    // Where several in a row must be late, single slow ones before do not count.
    int left = where.inARow == 1 ? 0 : sorted.length / 10;
    slowestBefore =
        sorted.length == 0
            ? OptionalLong.empty()
            : OptionalLong.of(sorted[sorted.length - 1 - left]);
    late = 0;
  }

  @Override
  public Optional<String> shown() throws InterruptedException {
    if (slowestBefore.isEmpty()) {
      return Optional.empty();
    }
    long before = slowestBefore.getAsLong();
    for (Endpoint reader : readers()) {
      OptionalLong took = took(reader);
      if (took.isPresent() && counts(took.getAsLong(), before)) {
        return Optional.of(
            "reads that a quorum agreed on took long, "
                + where.inARow
                + " in a row, the last "
                + millis(took.getAsLong())
                + " at "
                + reader.name()
                + ", before at most "
                + millis(before));
      }
    }
    return Optional.empty();
  }

  /** Whether enough were late in a row with this one. */
  private boolean counts(long nanos, long before) {
    boolean slow = nanos >= least.toNanos() && nanos >= TIMES * before;
    late = slow ? late + 1 : 0;
    return late >= where.inARow;
  }

  /** Nanoseconds; empty when there was no answer. */
  private OptionalLong took(Endpoint reader) throws InterruptedException {
    long begun = clock.nanos();
    try {
      var unused = reader.revision();
      return OptionalLong.of(clock.nanos() - begun);
    } catch (EtcdException e) {
      return OptionalLong.empty();
    }
  }

  private static String millis(long nanos) {
    return nanos / 1_000_000 + " ms";
  }
}
