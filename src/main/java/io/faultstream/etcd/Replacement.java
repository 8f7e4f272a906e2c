package io.faultstream.etcd;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.etcd.status.Listing;
import io.faultstream.etcd.status.Listing.Listed;
import io.faultstream.process.OwnedFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The replacement of a member by one without its data: removed from the cluster, proven removed,
 * stopped, wiped, added as a learner, started, and given its vote. A call of which nobody knows
 * whether it was done is not repeated blindly: the list of members says whether it was.
 *
 * @param members all of them
 * @param data the folder that the data folders are in
 */
record Replacement(Members members, OwnedFolder data) {
  private static final Duration EVERY = Duration.ofMillis(250);

  /** A removed member ends by itself; it has this time for it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What passes: an election, members that were not connected for 5 s yet, a learner's lag. */
  private static final Set<Reason> PASSING =
      EnumSet.of(
          Reason.TIMED_OUT,
          Reason.BROKEN,
          Reason.UNREACHABLE,
          Reason.NO_LEADER,
          Reason.UNHEALTHY,
          Reason.NOT_IN_SYNC,
          Reason.UNKNOWN_MEMBER,
          Reason.KNOWN_MEMBER);

  /** Replaces it; done when it has its vote. */
  void of(Member victim) throws EtcdException, InterruptedException {
    String peer = victim.site().peerUrl();
    Optional<Listed> old =
        until(victim, "found in the list of members", any -> true, (endpoint, now) -> {}).at(peer);
    if (old.isPresent()) {
      remove(victim, old.orElseThrow().id());
    }
    victim.end(GRACE);
    wipe(victim);
    long id = add(victim);
    victim.start(true);
    promote(victim, id);
  }

  private void remove(Member victim, long id) throws EtcdException, InterruptedException {
    until(
        victim,
        "removed from the cluster",
        listing -> listing.of(id).isEmpty(),
        (endpoint, listing) -> endpoint.removeMember(id));
  }

  private void wipe(Member victim) throws EtcdException {
    try {
      data.wipe(victim.site().data());
    } catch (IOException e) {
      throw new EtcdException(
          Reason.OTHER, "the data of " + victim.name() + " cannot be removed: " + e, e);
    }
  }

  private long add(Member victim) throws EtcdException, InterruptedException {
    String peer = victim.site().peerUrl();
    Listing listing =
        until(
            victim,
            "added to the cluster",
            now -> now.at(peer).isPresent(),
            (endpoint, now) -> endpoint.addLearner(peer));
    return listing.at(peer).orElseThrow().id();
  }

  private void promote(Member victim, long id) throws EtcdException, InterruptedException {
    until(
        victim,
        "given its vote",
        listing -> listing.of(id).filter(one -> !one.learner()).isPresent(),
        (endpoint, listing) -> {
          if (victim.ended()) {
            throw new EtcdException(Reason.OTHER, "its server has ended");
          }
          endpoint.promote(id);
        });
  }

  /** What a list of members must say. */
  @FunctionalInterface
  private interface Wanted {
    boolean in(Listing listing);
  }

  /** What brings it about. */
  @FunctionalInterface
  private interface Step {
    void on(Endpoint endpoint, Listing listing) throws EtcdException, InterruptedException;
  }

  /** Looks, acts, and looks again, until the list says so; asks another member each time. */
  private Listing until(Member victim, String what, Wanted wanted, Step step)
      throws EtcdException, InterruptedException {
    List<Endpoint> others =
        members.store().all().stream().filter(one -> !one.name().equals(victim.name())).toList();
    int[] turn = {0};
    Retries retries = new Retries(members.settings().timing().within(), EVERY, PASSING);
    try {
      return retries.until(
          victim.name() + " was not " + what,
          () -> {
            Endpoint endpoint = others.get(turn[0]++ % others.size());
            Listing listing = endpoint.members();
            if (!wanted.in(listing)) {
              step.on(endpoint, listing);
              listing = endpoint.members();
            }
            return Optional.of(listing).filter(wanted::in);
          });
    } catch (EtcdException e) {
      throw members.failed(e.reason(), String.valueOf(e.getMessage()), members.status());
    }
  }
}
