package io.faultstream.fault.network;

import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.timed.TimedCalls;
import java.time.Duration;
import java.util.Optional;

/**
 * The others follow another leader in a higher term; the one that led knows none, and still answers
 * its clients with what it has.
 *
 * @param cluster the store
 * @param led who led before
 */
record LedWithoutIt(EtcdCluster cluster, MemberStatus led) implements Mark {
  private static final Duration ANSWER = Duration.ofSeconds(1);

  @Override
  public String looked() {
    return "the others follow another leader, and " + led.name() + " knows none";
  }

  @Override
  public Optional<String> shown() throws InterruptedException {
    Optional<String> shown = shown(cluster.status(), led);
    return shown.isPresent() && answers() ? shown : Optional.empty();
  }

  /** What the members say, as the way of the manager is not hit. Pure. */
  static Optional<String> shown(ClusterStatus now, MemberStatus led) {
    ClusterStatus others =
        new ClusterStatus(
            now.answers().stream().filter(one -> !one.member().equals(led.name())).toList());
    boolean alone = now.of(led.name()).filter(one -> !one.knowsLeader()).isPresent();
    boolean most = 2 * others.heard().size() > now.answers().size();
    return others
        .leader()
        .filter(leader -> alone && most && leader.term() > led.term())
        .map(
            leader ->
                leader.name()
                    + " leads in term "
                    + leader.term()
                    + " on the "
                    + others.heard().size()
                    + " others; "
                    + led.name()
                    + ", leader in term "
                    + led.term()
                    + ", knows no leader and answers its clients with what it has");
  }

  private boolean answers() throws InterruptedException {
    TimedCalls client = new TimedCalls(cluster.store().at(led.name()), ANSWER);
    try {
      client.ping();
      return true;
    } catch (EtcdException e) {
      return false;
    }
  }
}
