package io.faultstream.fault.network;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.Quorum;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.fault.Fault;
import io.faultstream.fault.Proof;
import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.network.Disturbance;
import io.faultstream.network.Evidence;
import io.faultstream.process.JournalEntry;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.target.WorkerControl;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The links of a member of the store are hit. The first proof is the network's own: what it held
 * back, passed on late or lost. The second is the store's, see {@link Mark}. The undo is proven
 * when clients reach every member, all follow one leader, and all have applied what any knew when
 * it was healed. Links end with this JVM or are in the journal since they were laid, and so are the
 * members, so that from another process these are ended.
 */
final class LinkFault implements Fault {
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(50);

  /** An election takes a second or two; a busy machine needs more than one. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  /** A client's call, also one that makes the network have something to hold back. */
  private static final Duration CALL = Duration.ofSeconds(1);

  private static final String ANY_KEY = "faultstream/none";

  private final EtcdCluster cluster;
  private final Disturbance what;
  private final Mark mark;
  private final WorkerControl workers;
  private OptionalLong migrations = OptionalLong.empty();
  private boolean injected;

  LinkFault(EtcdCluster cluster, Disturbance what, Mark mark, WorkerControl workers) {
    this.cluster = cluster;
    this.what = what;
    this.mark = mark;
    this.workers = workers;
  }

  @Override
  public String victim() {
    return what.member();
  }

  @Override
  public String journalKind() {
    return JournalEntry.ENDED;
  }

  @Override
  public Map<String, String> journalData() {
    Map<String, String> data = new HashMap<>();
    ProcessIdentity process = cluster.processes().get(victim());
    if (process != null) {
      data.putAll(process.asMap());
    }
    data.put("name", victim());
    return data;
  }

  @Override
  public void look() throws InterruptedException {
    migrations = workers.migrations();
    mark.before();
  }

  @Override
  public void inject() throws IOException, InterruptedException {
    injected = true;
    try {
      cluster.disturb(what, Quorum.KEPT);
    } catch (EtcdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void recover() throws IOException, InterruptedException {
    if (!injected) {
      return;
    }
    try {
      cluster.heal();
    } catch (EtcdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Proof proveEffect() throws InterruptedException {
    Evidence[] last = {new Evidence(0, "nothing yet")};
    boolean shown =
        Poll.until(
                SHOWS_WITHIN,
                EVERY,
                () -> {
                  if (what.kind() == Disturbance.Kind.CUT_CLIENTS) {
                    reaches(cluster.store().at(victim()));
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
  public VictimLoad load() {
    return new VictimLoad(OptionalInt.empty(), List.of(), false, migrations);
  }

  @Override
  public Optional<Later> noticed() {
    return Optional.of(new Later(mark.looked(), NOTICED_WITHIN, mark::shown));
  }

  @Override
  public Optional<Later> later() {
    return Optional.empty();
  }

  @Override
  public Proof proveRecovered(Duration within) throws InterruptedException {
    ClusterStatus[] last = {cluster.status()};
    long known = last[0].heard().stream().mapToLong(status -> status.log().index()).max().orElse(0);
    boolean whole =
        Poll.until(
                within,
                EVERY,
                () -> {
                  last[0] = cluster.status();
                  boolean all = level(last[0], known) && reachesAll();
                  return Optional.of(true).filter(any -> all);
                })
            .isPresent();
    return new Proof(whole, whole ? whole(last[0], known) : last[0].sentence().replace('\n', ';'));
  }

  /** Whether all follow one leader and have applied what one of them knew. Pure. */
  static boolean level(ClusterStatus now, long known) {
    return now.healthy()
        && now.heard().stream().allMatch(status -> status.log().appliedIndex() >= known);
  }

  private boolean reachesAll() throws InterruptedException {
    for (Endpoint endpoint : cluster.store().all()) {
      if (!reaches(endpoint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean reaches(Endpoint endpoint) throws InterruptedException {
    try {
      return new TimedCalls(endpoint, CALL).get(ANY_KEY, true).revision() > 0;
    } catch (EtcdException e) {
      return false;
    }
  }

  private String whole(ClusterStatus now, long known) throws InterruptedException {
    MemberStatus leader = now.leader().orElseThrow();
    return "clients reach all "
        + now.answers().size()
        + " members, all follow "
        + leader.name()
        + " in term "
        + leader.term()
        + " and have applied entry "
        + known
        + "; while it held: "
        + evidence().sentence();
  }
}
