package io.faultstream.fault.network;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.timed.TimedCalls;
import java.time.Duration;
import java.util.Optional;

/**
 * A call by the way of clients gets no answer, while the member is well by the way of the manager
 * and with its peers.
 *
 * @param cluster the store
 * @param member whose clients are cut off
 */
record SilentToClients(EtcdCluster cluster, String member) implements Mark {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public String looked() {
    return "a client of " + member + " gets no answer, and its peers do";
  }

  @Override
  public Optional<String> shown() throws InterruptedException {
    boolean silent = silent();
    ClusterStatus now = cluster.status();
    return silent && now.healthy()
        ? Optional.of(
            "a client's read at "
                + member
                + " got no answer within "
                + PATIENCE.toMillis()
                + " ms, while all "
                + now.heard().size()
                + " members follow "
                + now.leader().orElseThrow().name()
                + " in term "
                + now.leader().orElseThrow().term())
        : Optional.empty();
  }

  /** Whether a read that the member could answer alone is not answered. */
  private boolean silent() throws InterruptedException {
    try {
      new TimedCalls(cluster.store().at(member), PATIENCE).ping();
      return false;
    } catch (EtcdException e) {
      return e.reason() == Reason.TIMED_OUT;
    }
  }
}
