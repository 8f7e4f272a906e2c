package io.faultstream.measure.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reads of a run that were answered, and those of them that were older than what was known when
 * they began: than any write of their key that had been acknowledged, and than any linearizable
 * read of it that had been answered.
 *
 * @param linearizable those that must be current
 * @param oldLinearizable those of them that were old
 * @param local serializable ones, which may be old
 * @param oldLocal those of them that were
 */
public record Reads(
    List<StoreOperation> linearizable,
    List<Old> oldLinearizable,
    List<StoreOperation> local,
    List<Old> oldLocal) {

  /**
   * An old read.
   *
   * @param read which
   * @param known revision of the key that was known before it began
   */
  public record Old(StoreOperation read, long known) {}

  /** The reads of this history, in its order. */
  public static Reads of(StoreRecord store) {
    Map<String, Floors> floors = floors(store);
    List<StoreOperation> linearizable = answered(store, Kind.GET);
    List<StoreOperation> local = answered(store, Kind.GET_LOCAL);
    return new Reads(linearizable, old(linearizable, floors), local, old(local, floors));
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

  private static List<Old> old(List<StoreOperation> reads, Map<String, Floors> floors) {
    List<Old> old = new ArrayList<>();
    for (StoreOperation read : reads) {
      Floors known = floors.get(read.key());
      long least = known == null ? 0 : known.before(read.calledNanos());
      if (read.modRevision() < least) {
        old.add(new Old(read, least));
      }
    }
    return old;
  }
}
