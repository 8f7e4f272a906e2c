package io.faultstream.fault.network;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.Quorum;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.fault.Proof;
import io.faultstream.fault.store.Trouble;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The links of a member of the store are hit. The first proof is the network's own: what it held
 * back, passed on late or lost. The second is the store's, see {@link Mark}. It is over when
 * clients reach every member, and all have applied what any knew when it was healed.
 */
final class LinkTrouble implements Trouble {
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(50);

  /** A client's call, also one that makes the network have something to hold back. */
  private static final Duration CALL = Duration.ofSeconds(1);

  private final EtcdCluster cluster;
  private final Disturbance what;
  private final Mark mark;

  /** The last entry of the log that any member knew when it was healed. */
  private volatile long known;

  /** From when it is healed on: what shows then, it has not made. */
  private volatile boolean healed;

  LinkTrouble(EtcdCluster cluster, Disturbance what, Mark mark) {
    this.cluster = cluster;
    this.what = what;
    this.mark = mark;
  }

  @Override
  public List<String> members() {
    return List.of(what.member());
  }

  @Override
  public void before() throws InterruptedException {
    mark.before();
  }

  @Override
  public void begin() throws EtcdException, InterruptedException {
    cluster.disturb(what, Quorum.KEPT);
  }

  @Override
  public Proof effect() throws InterruptedException {
    Evidence[] last = {new Evidence(0, "nothing yet")};
    boolean shown =
        Poll.until(
                SHOWS_WITHIN,
                EVERY,
                () -> {
                  if (what.kind() == Disturbance.Kind.CUT_CLIENTS) {
                    reaches(cluster.store().at(what.member()));
                  }
                  last[0] = evidence();
                  return Optional.of(true).filter(any -> last[0].count() > 0);
                })
            .isPresent();
    return new Proof(shown, what.sentence() + ": " + last[0].sentence());
  }

  private Evidence evidence() throws InterruptedException {
    try {
      return cluster.links().evidence();
    } catch (IOException e) {
      return new Evidence(0, "the network does not say: " + e.getMessage());
    }
  }

  @Override
  public String looked() {
    return mark.looked();
  }

  @Override
  public Optional<String> noticed() throws InterruptedException {
    Optional<String> shown = mark.shown();
    return healed ? Optional.empty() : shown;
  }

  @Override
  public void end() throws EtcdException, InterruptedException {
    healed = true;
    cluster.heal();
    known =
        cluster.status().heard().stream().mapToLong(status -> status.log().index()).max().orElse(0);
  }

  @Override
  public Optional<String> over() throws InterruptedException {
    return applied(cluster.status(), known) && reachesAll()
        ? Optional.of(
            "clients reach all, and all have applied entry "
                + known
                + "; while it held: "
                + evidence().sentence())
        : Optional.empty();
  }

  /** Whether all answer and have applied what one of them knew. Pure. */
  static boolean applied(ClusterStatus now, long known) {
    return now.healthy()
        && now.heard().stream().allMatch(status -> status.log().appliedIndex() >= known);
  }

  /** By connections of their own: old ones go on when TCP tries again, which may take long. */
  private boolean reachesAll() throws InterruptedException {
    for (Endpoint endpoint : cluster.store().all()) {
      try (Endpoint anew = endpoint.anew()) {
        if (!reaches(anew)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean reaches(Endpoint endpoint) throws InterruptedException {
    try {
      new TimedCalls(endpoint, CALL).ping();
      return true;
    } catch (EtcdException e) {
      return false;
    }
  }
}
