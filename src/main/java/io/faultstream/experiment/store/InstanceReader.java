package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.etcd.timed.TimedCalls.Found;
import io.faultstream.history.store.InstancesSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the keys of all instances as of now, from the next member after a failure, and then what
 * the frontend lists. Used by one thread.
 */
final class InstanceReader {
  /** More instances than any target of ours has. */
  private static final int MOST = 1000;

  private final Asking asking;
  private final StoreProbe.Listing listing;
  private int turn;

  InstanceReader(Asking asking, StoreProbe.Listing listing) {
    this.asking = asking;
    this.listing = listing;
  }

  /** Reads both once, and writes down what came of it. */
  void read() throws InterruptedException {
    long at = asking.clock().nanos();
    TimedCalls member = asking.member(turn);
    List<String> keys = new ArrayList<>();
    long revision = 0;
    String keysError = "";
    try {
      Found found = member.keys(InstancesSeen.PREFIX, InstancesSeen.PREFIX, 0, MOST);
      revision = found.revision();
      found.keys().forEach(key -> keys.add(key.name().substring(InstancesSeen.PREFIX.length())));
      keysError = found.more() ? "more than " + MOST + " keys" : "";
    } catch (EtcdException e) {
      turn++;
      keysError = String.valueOf(e.getMessage());
    }
    Optional<Set<String>> listed = listing.ids();
    asking
        .into()
        .accept(
            new InstancesSeen(
                at,
                asking.clock().nanos(),
                member.member(),
                revision,
                keys,
                keysError,
                listed.stream().flatMap(Set::stream).sorted().toList(),
                listed.isPresent() ? "" : "/health does not answer with a list"));
  }
}
