package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.Alarm;
import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.fault.Proof;
import io.faultstream.fault.store.Trouble;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The store is filled up to its quota: the cluster raises the alarm NOSPACE and takes no writes and
 * grants no leases any more; it reads, deletes and keeps leases alive. Undone as an operator does
 * it: what fills it is deleted, the store compacted, each member defragmented after the other, and
 * the alarm taken back. A member that is replaced by one without data after that applies the whole
 * log, reaches its quota on the way and raises the alarm again: an operator needs a snapshot first.
 */
final class NoSpace implements Trouble {
  private static final String BALLAST = "faultstream/fault/ballast/";
  private static final String CHECK = "faultstream/fault/space";

  /** Below the 1.5 MB that etcd takes in one request. */
  private static final int VALUE_BYTES = 512 << 10;

  /** 1 GB at a slow disk's pace. */
  private static final Duration FULL_WITHIN = Duration.ofSeconds(60);

  private static final Duration TELLS_WITHIN = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofMillis(50);

  private final EtcdCluster cluster;
  private final String leader;
  private int written;

  /** Which store, by way of which member. */
  NoSpace(EtcdCluster cluster, String leader) {
    this.cluster = cluster;
    this.leader = leader;
  }

  @Override
  public List<String> members() {
    return cluster.names();
  }

  /** Writes what the quota can hold and half as much again, at the most, and for a minute. */
  @Override
  public void begin() throws EtcdException, InterruptedException {
    long quota = cluster.settings().quotaBytes();
    if (quota == 0) {
      throw new EtcdException(Reason.OTHER, "the store has no quota of its own that can be filled");
    }
    Endpoint endpoint = cluster.store().at(leader);
    String value = "x".repeat(VALUE_BYTES);
    long most = quota * 3 / 2 / VALUE_BYTES + 1;
    RunClock clock = RunClock.startingNow();
    while (written < most && clock.nanos() < FULL_WITHIN.toNanos()) {
      written++;
      try {
        endpoint.put(BALLAST + written, value);
      } catch (EtcdException e) {
        if (e.reason() == Reason.NO_SPACE) {
          return;
        }
        throw e;
      }
    }
    throw new EtcdException(Reason.OTHER, written + " writes and none was refused");
  }

  /** The alarm goes through the log: each member says so once it has come that far. */
  @Override
  public Proof effect() throws EtcdException, InterruptedException {
    ClusterStatus[] last = {cluster.status()};
    boolean all =
        Poll.until(
                TELLS_WITHIN,
                EVERY,
                () -> {
                  last[0] = cluster.status();
                  return Optional.of(true)
                      .filter(any -> saysSo(last[0]) == last[0].answers().size());
                })
            .isPresent();
    long alarms = alarms();
    String words = saysSo(last[0]) + " of " + last[0].answers().size() + " members say NOSPACE";
    return new Proof(
        all && alarms > 0,
        words + ", the alarm list has " + alarms + ", after " + written + " writes of 512 KiB");
  }

  private static long saysSo(ClusterStatus status) {
    return status.heard().stream().filter(NoSpace::saysSo).count();
  }

  private static boolean saysSo(MemberStatus member) {
    return member.errors().stream().anyMatch(error -> error.contains("NOSPACE"));
  }

  private long alarms() throws EtcdException, InterruptedException {
    return cluster.upkeep().alarms().stream()
        .filter(alarm -> alarm.kind() == Alarm.Kind.NO_SPACE)
        .count();
  }

  @Override
  public String looked() {
    return "a write is refused as there is no space";
  }

  @Override
  public Optional<String> noticed() throws EtcdException, InterruptedException {
    for (String member : cluster.names()) {
      try {
        cluster.store().at(member).put(CHECK, "");
        return Optional.empty();
      } catch (EtcdException e) {
        if (e.reason() != Reason.NO_SPACE) {
          return Optional.empty();
        }
      }
    }
    return Optional.of("a write is refused by each member: mvcc: database space exceeded");
  }

  @Override
  public void end() throws EtcdException, InterruptedException {
    Endpoint now = cluster.store().at(cluster.leader().name());
    for (int i = 1; i <= written; i++) {
      now.delete(BALLAST + i);
    }
    try {
      cluster.upkeep().compact(now.name());
    } catch (EtcdException e) {
      // An undo before this one may have come so far, and nothing was written since.
      if (e.reason() != Reason.COMPACTED) {
        throw e;
      }
    }
    for (String member : cluster.names()) {
      cluster.upkeep().defragment(member);
    }
    cluster.upkeep().disarm();
  }

  @Override
  public Optional<String> over() throws EtcdException, InterruptedException {
    // Without a leader each of these calls would wait for one.
    Optional<MemberStatus> leads = cluster.status().leader();
    if (leads.isEmpty() || alarms() > 0 || saysSo(cluster.status()) > 0) {
      return Optional.empty();
    }
    long revision = cluster.store().at(leads.get().name()).put(CHECK, "again");
    return Optional.of("no alarm is left, and a write is taken at revision " + revision);
  }
}
