package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.StoreHash;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.etcd.timed.TimedCalls.Found;
import io.faultstream.history.store.KeysRead;
import io.faultstream.history.store.MemberHash;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is there after the last write: all numbered keys as of now, from any member, and the hash of
 * every member at that revision. Members that do not answer yet are asked again until the time is
 * over. Used by one thread.
 */
final class LastReading {
  /** Keys in one answer: some 100 kB, far below the 4 MB that a client takes. */
  private static final int PAGE = 1000;

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Asking asking;
  private int turn;

  LastReading(Asking asking) {
    this.asking = asking;
  }

  /** Reads and writes down, within this time. */
  void read(Duration within) throws InterruptedException {
    long begun = asking.clock().nanos();
    Optional<List<KeysRead>> parts = Poll.until(within, AGAIN, this::allKeys);
    parts.ifPresent(all -> all.forEach(asking.into()));
    Duration left = within.minusNanos(asking.clock().nanos() - begun);
    hashes(parts.map(all -> all.get(0).revision()), left);
  }

  private Optional<List<KeysRead>> allKeys() throws InterruptedException {
    TimedCalls member = asking.member(turn);
    turn++;
    try {
      return Optional.of(allKeys(member));
    } catch (EtcdException e) {
      return Optional.empty();
    }
  }

  private List<KeysRead> allKeys(TimedCalls member) throws EtcdException, InterruptedException {
    List<KeysRead> parts = new ArrayList<>();
    String from = StoreOperation.PREFIX;
    long revision = 0;
    while (true) {
      long called = asking.clock().nanos();
      Found found = member.keys(StoreOperation.PREFIX, from, revision, PAGE);
      revision = revision == 0 ? found.revision() : revision;
      List<KeysRead.Kept> kept =
          found.keys().stream()
              .map(key -> new KeysRead.Kept(key.name(), key.text(), key.modRevision()))
              .toList();
      boolean last = !found.more() || kept.isEmpty();
      parts.add(new KeysRead(called, member.member(), revision, kept, last));
      if (last) {
        return parts;
      }
      from = kept.get(kept.size() - 1).key() + '\0';
    }
  }

  private void hashes(Optional<Long> revision, Duration within) throws InterruptedException {
    Map<String, MemberHash> hashes = new HashMap<>();
    for (TimedCalls member : asking.members()) {
      hashes.put(member.member(), none(member, "the store could not be read"));
    }
    if (revision.isPresent()) {
      var unused =
          Poll.until(
              within,
              AGAIN,
              () -> {
                askAll(revision.orElseThrow(), hashes);
                return Optional.of(true)
                    .filter(any -> hashes.values().stream().allMatch(MemberHash::answered));
              });
    }
    asking.members().forEach(one -> asking.into().accept(of(hashes, one)));
  }

  private static MemberHash of(Map<String, MemberHash> hashes, TimedCalls member) {
    return hashes.getOrDefault(member.member(), none(member, "it was not asked"));
  }

  private void askAll(long revision, Map<String, MemberHash> hashes) throws InterruptedException {
    for (TimedCalls member : asking.members()) {
      if (!of(hashes, member).answered()) {
        hashes.put(member.member(), hash(member, revision));
      }
    }
  }

  private static MemberHash hash(TimedCalls member, long revision) throws InterruptedException {
    try {
      StoreHash hash = member.hash(revision);
      return new MemberHash(
          member.member(), true, hash.revision(), hash.compactRevision(), hash.hash(), "");
    } catch (EtcdException e) {
      return none(member, String.valueOf(e.getMessage()));
    }
  }

  private static MemberHash none(TimedCalls member, String why) {
    return new MemberHash(member.member(), false, 0, 0, 0, why);
  }
}
