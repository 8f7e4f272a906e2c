package io.faultstream.fault.store;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Proof;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.Optional;

/** The proof that a store is whole again: all members answer and follow one leader. Stateless. */
final class Wholeness {
  private static final Duration EVERY = Duration.ofMillis(50);

  private Wholeness() {}

  /** One look for something more that must be so. */
  @FunctionalInterface
  interface More {
    /** The evidence, which may be no words at all; empty when it is not there yet. */
    Optional<String> look() throws EtcdException, InterruptedException;
  }

  /** Waits for it, at most so long. */
  static Proof prove(EtcdCluster cluster, Duration within, More more) throws InterruptedException {
    String[] last = {""};
    Optional<String> seen =
        Poll.until(
            within,
            EVERY,
            () -> {
              ClusterStatus status = cluster.status();
              last[0] = status.sentence().replace('\n', ';');
              return status.healthy() ? whole(status, more, last) : Optional.empty();
            });
    return new Proof(seen.isPresent(), seen.orElse(last[0]));
  }

  private static Optional<String> whole(ClusterStatus status, More more, String[] last)
      throws InterruptedException {
    try {
      return more.look().map(words -> sentence(status) + (words.isEmpty() ? "" : "; " + words));
    } catch (EtcdException e) {
      last[0] = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  private static String sentence(ClusterStatus status) {
    MemberStatus leader = status.leader().orElseThrow();
    return "all "
        + status.answers().size()
        + " members answer and follow "
        + leader.name()
        + " in term "
        + leader.term();
  }
}
