package io.faultstream.etcd;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.Alarm;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHash;
import io.faultstream.etcd.status.StoreHashes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator does to a cluster's stores: compact, defragment, look at alarms and take them
 * back, compare the hashes. Calls that the cluster must agree on go to the leader. Thread-safe.
 */
public final class Upkeep {
  private static final Duration EVERY = Duration.ofMillis(50);

  /** A member that is not as far as the leader yet, or that cannot be reached for a moment. */
  private static final Set<Reason> LAGGING =
      EnumSet.of(Reason.FUTURE_REVISION, Reason.UNREACHABLE, Reason.BROKEN, Reason.TIMED_OUT);

  private final Members members;
  private final Changes changes;

  Upkeep(Members members, Changes changes) {
    this.members = members;
    this.changes = changes;
  }

  private Endpoint leader() throws EtcdException, InterruptedException {
    return members
        .store()
        .at(members.awaitLeader(0).leader().map(MemberStatus::name).orElseThrow());
  }

  /** The alarms of all members. */
  public List<Alarm> alarms() throws EtcdException, InterruptedException {
    return leader().alarms();
  }

  /**
   * Takes back all NOSPACE alarms; those of a store that is still too large come again.
   *
   * @return what is left of the alarms, of any kind
   */
  public List<Alarm> disarm() throws EtcdException, InterruptedException {
    return changes.make(
        "disarming alarms",
        () -> {
          Endpoint leader = leader();
          for (Alarm alarm : leader.alarms()) {
            if (alarm.kind() == Alarm.Kind.NO_SPACE) {
              leader.disarmNoSpace(alarm.memberId());
            }
          }
          return leader.alarms();
        });
  }

  /**
   * Drops all versions of keys below the present revision.
   *
   * @return that revision
   */
  public long compact() throws EtcdException, InterruptedException {
    return changes.make("compacting", () -> compacted(leader()));
  }

  /** The same by way of this member, without asking first who leads. */
  public long compact(String member) throws EtcdException, InterruptedException {
    return changes.make("compacting", () -> compacted(members.store().at(member)));
  }

  private static long compacted(Endpoint endpoint) throws EtcdException, InterruptedException {
    long revision = endpoint.revision();
    endpoint.compact(revision);
    return revision;
  }

  /** Rewrites the store of one member, which answers nobody meanwhile; the others do. */
  public void defragment(String member) throws EtcdException, InterruptedException {
    changes.make(
        "defragmenting " + member,
        () -> {
          members.store().at(member).defragment();
          return member;
        });
  }

  /**
   * The hash of every member, all of one state: a member that lags is waited for.
   *
   * @throws EtcdException when a member does not answer, or they did not come to one state in time
   */
  public StoreHashes hashes() throws EtcdException, InterruptedException {
    return new Retries(members.settings().timing().within(), EVERY, LAGGING)
        .until(
            "the members gave no hashes of one state",
            () -> {
              long revision = leader().revision();
              List<StoreHash> hashes = new ArrayList<>();
              for (Endpoint endpoint : members.store().all()) {
                hashes.add(hash(endpoint, revision));
              }
              return Optional.of(new StoreHashes(hashes)).filter(StoreHashes::ofOneState);
            });
  }

  /** Older servers give no hash at the very revision that was compacted, but at where they are. */
  private static StoreHash hash(Endpoint endpoint, long revision)
      throws EtcdException, InterruptedException {
    try {
      return endpoint.hash(revision);
    } catch (EtcdException e) {
      if (e.reason() != Reason.COMPACTED) {
        throw e;
      }
      return endpoint.hash(0);
    }
  }
}
