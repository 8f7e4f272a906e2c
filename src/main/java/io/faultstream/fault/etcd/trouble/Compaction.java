package io.faultstream.fault.etcd.trouble;

import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdCluster;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.Quorum;
import io.faultstream.etcd.timed.PrefixWatch;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.fault.Proof;
import io.faultstream.fault.store.Trouble;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Watches fall behind and what they have not seen is compacted. The member that most clients watch
 * is stopped, so that nobody there is told anything; the others take writes and are compacted at
 * the last of them; then the member is killed while it is still stopped. Whoever watched it goes on
 * elsewhere at the revision that it knows and one, which is gone, and must read everything anew.
 * The member leads no more before that, so that there is no time without a leader in which a client
 * could notice. Where a worker departs, it does while the member is stopped: its leaving is
 * compacted too, and only who reads everything anew learns of it. Undone by starting both again.
 */
final class Compaction implements Trouble {
  private static final String PREFIX = "faultstream/fault/compacted/";

  /** Revisions that come before the compaction: a watch is behind by as many. */
  private static final int WRITES = 20;

  private static final Duration CALL = Duration.ofMillis(1500);

  private final EtcdCluster cluster;
  private final Audience audience;
  private final Optional<Departure> departure;
  private final Optional<ProcessIdentity> process;
  private String other = "";
  private long seen;
  private long compacted;

  /**
   * Who is watched.
   *
   * @param member whom most clients watch
   * @param watches that others than we have there
   * @param all that they have at all members
   */
  record Audience(String member, long watches, long all) {
    /** As the members count; the first of several, but rather one that does not lead. */
    static Audience of(EtcdCluster cluster, String leader)
        throws EtcdException, InterruptedException {
      List<String> names = new ArrayList<>(cluster.names());
      names.remove(leader);
      names.add(leader);
      Audience most = new Audience(names.get(0), -1, 0);
      long all = 0;
      for (String name : names) {
        long watches = cluster.metrics(name).watchers() - cluster.store().at(name).watches();
        all += watches;
        most = watches > most.watches ? new Audience(name, watches, 0) : most;
      }
      return new Audience(most.member, most.watches, all);
    }
  }

  /** Which store, who is watched, and who departs meanwhile, if anybody. */
  Compaction(EtcdCluster cluster, Audience audience, Optional<Departure> departure) {
    this.cluster = cluster;
    this.audience = audience;
    this.departure = departure;
    this.process = Optional.ofNullable(cluster.processes().get(audience.member()));
  }

  @Override
  public List<String> members() {
    return Stream.concat(Stream.of(audience.member()), departure.map(Departure::name).stream())
        .toList();
  }

  @Override
  public boolean stops() {
    return true;
  }

  @Override
  public void begin() throws EtcdException, InterruptedException {
    String hit = audience.member();
    other = cluster.leader().name();
    if (other.equals(hit)) {
      other = cluster.names().stream().filter(name -> !name.equals(hit)).findFirst().orElseThrow();
      cluster.moveLeader(other);
    }
    Endpoint endpoint = cluster.store().at(other);
    cluster.pause(hit, Quorum.KEPT);
    seen = endpoint.revision();
    if (departure.isPresent()) {
      departure.get().leave(calls(other));
    }
    for (int i = 0; i < WRITES; i++) {
      endpoint.put(PREFIX + i, "");
    }
    compacted = cluster.upkeep().compact(other);
    // That a quorum is left was asked when it was stopped; asking again would take its time.
    cluster.kill(hit, Quorum.MAY_BE_LOST);
  }

  private TimedCalls calls(String member) {
    return new TimedCalls(cluster.store().at(member), CALL);
  }

  /** Whether a read of the revision that was the last is answered so by this member. */
  private boolean refused(String member) throws EtcdException, InterruptedException {
    try {
      var unused = calls(member).keys(PREFIX, PREFIX, seen, 1);
      return false;
    } catch (EtcdException e) {
      if (e.reason() == Reason.COMPACTED) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public Proof effect() throws EtcdException, InterruptedException {
    boolean gone = process.filter(ProcessIdentity::alive).isEmpty();
    boolean compactedNow = refused(other);
    String words =
        departure.map(one -> one.name() + " has left the store; ").orElse("")
            + audience.member()
            + (gone ? " is gone by /proc" : " is still there")
            + ", with "
            + audience.watches()
            + " of the "
            + audience.all()
            + " watches of others; revision "
            + seen
            + (compactedNow ? " was compacted" : " is still there")
            + " at "
            + compacted;
    return new Proof(gone && compactedNow && audience.watches() > 0, words);
  }

  @Override
  public String looked() {
    return "a watch that goes on where it was is cancelled as compacted";
  }

  @Override
  public Optional<String> noticed() throws InterruptedException {
    try (PrefixWatch watch = calls(other).watch(PREFIX, seen + 1, RunClock.startingNow())) {
      for (int told = 0; told < WRITES; told++) {
        Optional<PrefixWatch.Told> next = watch.take(CALL);
        if (next.isEmpty() || next.get().kind() == PrefixWatch.Kind.ENDED) {
          return Optional.empty();
        }
        if (next.get().kind() == PrefixWatch.Kind.COMPACTED) {
          return Optional.of(
              "a watch that goes on at revision "
                  + (seen + 1)
                  + " is cancelled: required revision has been compacted, up to "
                  + next.get().revision());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void end() throws EtcdException, InterruptedException {
    Optional<ProcessIdentity> now =
        Optional.ofNullable(cluster.processes().get(audience.member()))
            .filter(ProcessIdentity::alive);
    if (now.isEmpty()) {
      cluster.startAgain(audience.member());
    } else if (now.get().stopped()) {
      cluster.resume(audience.member());
    }
    if (departure.isPresent()) {
      departure.get().comeBack();
    }
  }

  @Override
  public Optional<String> over() throws EtcdException, InterruptedException {
    // Injecting may have failed before somebody left, or before anything was compacted.
    Optional<Departure> begun = departure.filter(Departure::begun);
    Optional<String> back = begun.isPresent() ? begun.get().back() : Optional.of("");
    if (back.isEmpty() || (compacted > 0 && !refused(audience.member()))) {
      return Optional.empty();
    }
    String said = back.get() + (back.get().isEmpty() ? "" : "; ") + audience.member();
    return Optional.of(said + (compacted > 0 ? " has compacted it too" : " goes on"));
  }
}
