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
 * Calls that a quorum must agree on are late. A write at the member whose links are hit waits for
 * an answer of a peer, so for twice the delay of a link: several in a row are, as a pause of a busy
 * machine makes one late. (A read there may be answered early: a server asks its peers again after
 * half a second under the same number, and an answer to the first question then counts for whoever
 * asked since.) A read at another member waits for the leader's answer; one that was lost in the
 * end is enough, since TCP mends most losses within milliseconds, and the network itself counts
 * what it lost. All go by the way of the manager, which is not hit, so that only the links can have
 * made them late. Used by one thread at a time.
 */
final class LateCalls implements Mark {
  /** What was lost is sent again after 200 ms (the kernel's TCP_RTO_MIN), by the proxy as well. */
  static final Duration RESENT = Duration.ofMillis(200);

  private static final int CALLS = 20;

  private static final String CHECK = "faultstream/fault/links";

  private final EtcdCluster cluster;
  private final String member;
  private final Duration least;
  private final Call call;
  private final RunClock clock = RunClock.startingNow();
  private final LateInARow late;

  /** What is called, and where. */
  enum Call {
    WRITE_AT_IT("writes", 3),
    READ_AT_OTHERS("reads", 1);

    private final String words;

    /** So many are late in a row. */
    private final int inARow;

    Call(String words, int inARow) {
      this.words = words;
      this.inARow = inARow;
    }
  }

  LateCalls(EtcdCluster cluster, String member, Duration least, Call call) {
    this.cluster = cluster;
    this.member = member;
    this.least = least;
    this.call = call;
    this.late = new LateInARow(least, call.inARow);
  }

  @Override
  public String looked() {
    return call.words
        + " that a quorum agrees on take "
        + least.toMillis()
        + " ms or more, in a row "
        + call.inARow;
  }

  private List<Endpoint> called() {
    return cluster.admin().all().stream()
        .filter(one -> one.name().equals(member) == (call == Call.WRITE_AT_IT))
        .toList();
  }

  @Override
  public void before() throws InterruptedException {
    LongStream.Builder all = LongStream.builder();
    for (int i = 0; i < CALLS; i++) {
      for (Endpoint endpoint : called()) {
        took(endpoint).ifPresent(all::add);
      }
    }
    late.before(all.build());
  }

  @Override
  public Optional<String> shown() throws InterruptedException {
    for (Endpoint endpoint : called()) {
      OptionalLong took = took(endpoint);
      if (late.withThis(took)) {
        return Optional.of(
            call.words
                + " that a quorum agreed on took long, "
                + call.inARow
                + " in a row, the last "
                + millis(took.orElseThrow())
                + " at "
                + endpoint.name()
                + ", before at most "
                + millis(late.slowestBefore()));
      }
    }
    return Optional.empty();
  }

  /** Nanoseconds; empty when there was no answer. */
  private OptionalLong took(Endpoint endpoint) throws InterruptedException {
    long begun = clock.nanos();
    try {
      long unused = call == Call.WRITE_AT_IT ? endpoint.put(CHECK, "") : endpoint.revision();
      return OptionalLong.of(clock.nanos() - begun);
    } catch (EtcdException e) {
      return OptionalLong.empty();
    }
  }

  private static String millis(long nanos) {
    return nanos / 1_000_000 + " ms";
  }
}
