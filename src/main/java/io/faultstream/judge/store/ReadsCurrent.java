package io.faultstream.judge.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A linearizable read is never older than what was known when it began: than any write of its key
 * that had been acknowledged, and than any linearizable read of it that had been answered. What
 * overlaps in time may come in either order, and a write of unknown fate may be seen or not, but
 * once seen it stays. A serializable read may be old; how many were is shown. Limit {@code
 * minReads}, default 20: four seconds of the probe's reads.
 */
public final class ReadsCurrent implements AboutStore {
  public static final String ID = "reads-current";
  private static final String MIN_READS = "minReads";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_READS, 20.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no linearizable read is older than what was acknowledged before it began";
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    List<StoreOperation> reads = answered(store, Kind.GET);
    double least = asked.limit(MIN_READS);
    if (reads.size() < least) {
      return AboutStore.tooFew(reads.size(), "linearizable reads were answered", least);
    }
    Map<String, Floors> floors = floors(store);
    List<String> stale = old(reads, floors);
    List<StoreOperation> local = answered(store, Kind.GET_LOCAL);
    String counts =
        reads.size()
            + " linearizable reads; "
            + local.size()
            + " serializable ones, of which "
            + old(local, floors).size()
            + " were old, as they may be";
    return stale.isEmpty()
        ? Finding.pass("none was old of " + counts)
        : Finding.fail(stale.size() + " old: " + AboutStore.some(stale) + "; " + counts);
  }

  private static List<StoreOperation> answered(StoreRecord store, Kind kind) {
    return store.operations().stream().filter(one -> one.answered(kind)).toList();
  }

  private static Map<String, Floors> floors(StoreRecord store) {
    Map<String, Floors> floors = new HashMap<>();
    for (StoreOperation one : store.operations()) {
      if (one.answered(Kind.PUT) || one.answered(Kind.GET)) {
        floors
            .computeIfAbsent(one.key(), any -> new Floors())
            .told(one.returnedNanos(), one.modRevision());
      }
    }
    return floors;
  }

  private static List<String> old(List<StoreOperation> reads, Map<String, Floors> floors) {
    List<String> old = new ArrayList<>();
    for (StoreOperation read : reads) {
      Floors known = floors.get(read.key());
      long least = known == null ? 0 : known.before(read.calledNanos());
      if (read.modRevision() < least) {
        old.add(sentence(read, least));
      }
    }
    return old;
  }

  private static String sentence(StoreOperation read, long least) {
    return read.member()
        + " gave "
        + (read.modRevision() == 0 ? "nothing" : "revision " + read.modRevision())
        + " for "
        + read.key()
        + " "
        + AboutStore.at(read.calledNanos())
        + ", known was revision "
        + least;
  }
}
