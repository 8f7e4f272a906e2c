package io.faultstream.judge.store;

import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Finding;
import io.faultstream.measure.store.Floors;
import io.faultstream.measure.store.Writes;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The store's revision never goes back: a write has a revision above all that were told before it
 * began, no two writes have the same, a linearizable read's header tells none below them, and what
 * the watch tells goes up. Operations that overlap in time may come in either order. Limit {@code
 * minWrites}, default 50: five seconds of the probe's writes.
 */
public final class RevisionsRise implements AboutStore {
  public static final String ID = "revisions-rise";
  private static final String MIN_WRITES = "minWrites";

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
    return "the revision of the store never goes back, for writers, readers and the watch";
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    List<StoreOperation> writes = Writes.of(store).acknowledged();
    double least = asked.limit(MIN_WRITES);
    if (writes.size() < least) {
      return AboutStore.tooFew(writes.size(), "writes were acknowledged", least);
    }
    List<String> back = new ArrayList<>(againstTime(store));
    back.addAll(twice(writes));
    back.addAll(ofWatch(store.events()));
    if (!back.isEmpty()) {
      return Finding.fail(back.size() + " went back: " + AboutStore.some(back));
    }
    long reads = store.operations().stream().filter(one -> one.answered(Kind.GET)).count();
    return Finding.pass(
        "from "
            + writes.get(0).revision()
            + " to "
            + writes.get(writes.size() - 1).revision()
            + ", over "
            + writes.size()
            + " writes, "
            + reads
            + " linearizable reads and "
            + store.events().size()
            + " events of the watch");
  }

  private static List<String> againstTime(StoreRecord store) {
    List<StoreOperation> told =
        store.operations().stream()
            .filter(one -> one.answered(Kind.PUT) || one.answered(Kind.GET))
            .toList();
    Floors floors = new Floors();
    told.forEach(one -> floors.told(one.returnedNanos(), one.revision()));
    List<String> back = new ArrayList<>();
    for (StoreOperation one : told) {
      long known = floors.before(one.calledNanos());
      if (one.revision() < known || (one.writes() && one.revision() == known)) {
        back.add(sentence(one) + ", known was " + known);
      }
    }
    return back;
  }

  private static String sentence(StoreOperation one) {
    return one.member()
        + " told revision "
        + one.revision()
        + (one.writes() ? " for the write of " : " for a read of ")
        + one.key()
        + " "
        + AboutStore.at(one.calledNanos());
  }

  private static List<String> twice(List<StoreOperation> writes) {
    Map<Long, String> keys = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (StoreOperation write : writes) {
      String other = keys.put(write.revision(), write.key());
      if (other != null) {
        twice.add("revision " + write.revision() + " is that of " + other + " and " + write.key());
      }
    }
    return twice;
  }

  /** An event that comes a second time is a repeat, which is another claim's matter. */
  private static List<String> ofWatch(List<StoreEvent> events) {
    List<String> back = new ArrayList<>();
    for (int i = 1; i < events.size(); i++) {
      StoreEvent before = events.get(i - 1);
      StoreEvent event = events.get(i);
      if (event.revision() < before.revision()) {
        back.add(
            "the watch of "
                + event.member()
                + " told revision "
                + event.revision()
                + " after "
                + before.revision()
                + " "
                + AboutStore.at(event.arrivedNanos()));
      }
    }
    return back;
  }
}
