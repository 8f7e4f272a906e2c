package io.faultstream.judge.store;

import io.faultstream.history.store.KeysRead;
import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.measure.store.Writes;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each acknowledged write is in the store, with its value and at its revision, as the last
 * linearizable look at its key says that began after the acknowledgement: the reading of all keys
 * at the end, or a single read. A write that failed, so that it is not done for certain, is not.
 * One whose fate is unknown may be there or not. Limit {@code minWrites}, default 50: five seconds
 * of the probe's writes, fewer say little.
 */
public final class NoWriteLost implements AboutStore {
  public static final String ID = "no-write-lost";
  private static final String MIN_WRITES = "minWrites";

  /** What a look at a key found; modRevision 0: no such key. */
  private record Look(long calledNanos, long modRevision, String value) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_WRITES, 50.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "each write that the store acknowledged is there, and none that failed";
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    Writes writes = Writes.of(store);
    double least = asked.limit(MIN_WRITES);
    if (writes.acknowledged().size() < least) {
      return AboutStore.tooFew(writes.acknowledged().size(), "writes were acknowledged", least);
    }
    Map<String, List<Look>> looks = looks(store);
    List<String> lost = new ArrayList<>();
    long unseen = 0;
    for (StoreOperation write : writes.acknowledged()) {
      Optional<Look> last = lastAfter(write, looks.getOrDefault(write.key(), List.of()));
      if (last.isEmpty()) {
        unseen++;
      } else if (gone(write, last.orElseThrow())) {
        lost.add(sentence(write, last.orElseThrow()));
      }
    }
    return judged(writes, lost, done(store, writes.failed()), unseen);
  }

  private static Finding judged(
      Writes writes, List<String> lost, List<String> failedButDone, long unseen) {
    if (!lost.isEmpty()) {
      return Finding.fail(lost.size() + " lost: " + AboutStore.some(lost) + "; " + writes.counts());
    }
    if (!failedButDone.isEmpty()) {
      return Finding.fail(
          failedButDone.size()
              + " failed but done: "
              + AboutStore.some(failedButDone)
              + "; "
              + writes.counts());
    }
    String evidence =
        writes.counts()
            + "; longest time between two acknowledged writes "
            + AboutStore.words(writes.longestGap());
    return unseen == 0
        ? Finding.pass("all are there; " + evidence)
        : Finding.inconclusive(
            unseen + " acknowledged writes were never looked at again; " + evidence);
  }

  private static Map<String, List<Look>> looks(StoreRecord store) {
    Map<String, List<Look>> looks = new HashMap<>();
    for (StoreOperation one : store.operations()) {
      if (one.answered(Kind.GET)) {
        String value = one.value() == null ? "" : one.value();
        add(looks, one.key(), new Look(one.calledNanos(), one.modRevision(), value));
      }
    }
    boolean whole = store.keys().stream().anyMatch(KeysRead::last);
    Set<String> there = new HashSet<>();
    for (KeysRead part : store.keys()) {
      for (KeysRead.Kept kept : part.keys()) {
        there.add(kept.key());
        add(looks, kept.key(), new Look(part.calledNanos(), kept.modRevision(), kept.value()));
      }
    }
    if (whole) {
      long called = store.keys().get(0).calledNanos();
      store.operations().stream()
          .filter(one -> one.writes() && one.ok() && !there.contains(one.key()))
          .forEach(one -> add(looks, one.key(), new Look(called, 0, "")));
    }
    return looks;
  }

  private static void add(Map<String, List<Look>> looks, String key, Look look) {
    looks.computeIfAbsent(key, any -> new ArrayList<>()).add(look);
  }

  private static Optional<Look> lastAfter(StoreOperation write, List<Look> looks) {
    return looks.stream()
        .filter(look -> look.calledNanos() > write.returnedNanos())
        .max(Comparator.comparingLong(Look::calledNanos));
  }

  private static boolean gone(StoreOperation write, Look look) {
    return look.modRevision() != write.revision() || !look.value().equals(write.value());
  }

  private static String sentence(StoreOperation write, Look look) {
    String found =
        look.modRevision() == 0
            ? "is not there"
            : "is '" + look.value() + "' of revision " + look.modRevision();
    return write.key()
        + " = '"
        + write.value()
        + "', acknowledged by "
        + write.member()
        + " "
        + AboutStore.at(write.returnedNanos())
        + " with revision "
        + write.revision()
        + ", "
        + found
        + " "
        + AboutStore.at(look.calledNanos());
  }

  /** Which of these are there all the same: their value was read, or their key was told. */
  private static List<String> done(StoreRecord store, List<StoreOperation> failed) {
    Set<String> read = new HashSet<>();
    store.operations().stream()
        .filter(one -> one.ok() && !one.writes() && one.modRevision() > 0)
        .forEach(one -> read.add(one.key() + "=" + one.value()));
    store.keys().stream()
        .flatMap(part -> part.keys().stream())
        .forEach(kept -> read.add(kept.key() + "=" + kept.value()));
    Set<String> told = new HashSet<>();
    store.events().stream()
        .map(StoreEvent::number)
        .forEach(number -> told.add(StoreOperation.key(number)));
    Set<String> tried = new HashSet<>();
    store.operations().stream()
        .filter(one -> one.writes() && one.result() != StoreOperation.Result.FAILED)
        .forEach(one -> tried.add(one.key()));
    return failed.stream()
        .filter(
            one ->
                read.contains(one.key() + "=" + one.value())
                    || (told.contains(one.key()) && !tried.contains(one.key())))
        .map(one -> one.key() + ", failed at " + one.member() + " (" + one.error() + ")")
        .toList();
  }
}
