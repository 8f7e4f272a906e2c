package io.faultstream.fault.network;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A read that a quorum must agree on is late. At the member whose links are hit it waits for an
 * answer of a peer, so for twice the delay of a link; at another one it waits for the leader's. It
 * goes by the way of the manager, which is not hit, so that only the links can have made it late.
 * Used by one thread at a time.
 */
final class LateReads implements Mark {
  /** What was lost is sent again after 200 ms (the kernel's TCP_RTO_MIN), by the proxy as well. */
  static final Duration RESENT = Duration.ofMillis(200);

  /** So much later than the slowest one before: a busy machine shall not be taken for a link. */
  private static final int TIMES = 2;

  private static final int READS = 5;

  private final EtcdCluster cluster;
  private final String member;
  private final Duration least;
  private final Where where;
  private final RunClock clock = RunClock.startingNow();
  private long slowestBefore;

  /** Where it is read. */
  enum Where {
    AT_IT,
    AT_OTHERS
  }

  LateReads(EtcdCluster cluster, String member, Duration least, Where where) {
    this.cluster = cluster;
    this.member = member;
    this.least = least;
    this.where = where;
  }

  @Override
  public String looked() {
    return "a read that a quorum agrees on takes " + least.toMillis() + " ms or more";
  }

  private List<Endpoint> readers() {
    return cluster.admin().all().stream()
        .filter(one -> one.name().equals(member) == (where == Where.AT_IT))
        .toList();
  }

  @Override
  public void before() throws InterruptedException {
    slowestBefore = 0;
    for (int i = 0; i < READS; i++) {
      for (Endpoint reader : readers()) {
        slowestBefore = Math.max(slowestBefore, took(reader).orElse(0L));
      }
    }
  }

  @Override
  public Optional<String> shown() throws InterruptedException {
    for (Endpoint reader : readers()) {
      Optional<Long> took = took(reader);
      if (took.filter(this::late).isPresent()) {
        return Optional.of(
            "a read that a quorum agreed on took "
                + millis(took.orElseThrow())
                + " at "
                + reader.name()
                + ", the slowest before "
                + millis(slowestBefore));
      }
    }
    return Optional.empty();
  }

  private boolean late(long nanos) {
    return nanos >= least.toNanos() && nanos >= TIMES * slowestBefore;
  }

  /** Nanoseconds; empty when there was no answer. */
  private Optional<Long> took(Endpoint reader) throws InterruptedException {
    long begun = clock.nanos();
    try {
      var unused = reader.revision();
      return Optional.of(clock.nanos() - begun);
    } catch (EtcdException e) {
      return Optional.empty();
    }
  }

  private static String millis(long nanos) {
    return nanos / 1_000_000 + " ms";
  }
}
