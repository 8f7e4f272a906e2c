package io.faultstream.judge.store;

import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.history.store.WatchStep.Step;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Wording;
import io.faultstream.measure.store.Stretch;
import io.faultstream.measure.store.WatchLag;
import io.faultstream.measure.store.Writes;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watch of the numbered keys tells each acknowledged write once, in the order of the revisions,
 * and soon. Writes before the watch began do not count; what a compaction took away before it could
 * be told is shown and not judged. Limits: {@code minEvents}, default 50: five seconds of writes;
 * {@code maxGapMillis}, default 15000, from the acknowledgement to the event: the probe gives a
 * silent watch up after 3 s and asks the next member, of which one may be dead and another may need
 * the 7 s that etcd gives a request itself (5 s and two elections) to be led again.
 */
public final class WatchComplete implements AboutStore {
  public static final String ID = "watch-complete";
  private static final String MIN_EVENTS = "minEvents";
  private static final String MAX_GAP = "maxGapMillis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN_EVENTS, 50.0, MAX_GAP, 15_000.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the watch tells each acknowledged write once, in order, within "
        + Wording.millis(asked.limit(MAX_GAP));
  }

  @Override
  public Finding find(StoreRecord store, ClaimSpec asked) {
    if (store.events().size() < asked.limit(MIN_EVENTS)) {
      return AboutStore.tooFew(store.events().size(), "events were told", asked.limit(MIN_EVENTS));
    }
    Look look = new Look(store, (long) (asked.limit(MAX_GAP) * 1e6));
    look.events();
    look.writes();
    return look.finding();
  }

  /** One look at a history. */
  private static final class Look {
    private final StoreRecord store;
    private final long limit;
    private final Map<Long, StoreEvent> first = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int missed;
    private int repeated;
    private int disordered;
    private int compacted;
    private int open;
    private final Stretch longest;

    /** The largest revision that was told: what is below it will not be told any more. */
    private long last;

    Look(StoreRecord store, long limit) {
      this.store = store;
      this.limit = limit;
      this.longest = WatchLag.longest(WatchLag.of(store));
    }

    /** Repeats, and what came out of order. */
    void events() {
      for (StoreEvent event : store.events()) {
        if (first.putIfAbsent(event.revision(), event) != null) {
          repeated++;
          wrong.add(event.number() + " told again " + AboutStore.at(event.arrivedNanos()));
        } else if (event.revision() < last) {
          disordered++;
          wrong.add(event.number() + " told too late " + AboutStore.at(event.arrivedNanos()));
        }
        last = Math.max(last, event.revision());
      }
    }

    /** What was acknowledged and not told, and how long the rest took. */
    void writes() {
      long from = WatchLag.watchedFrom(store);
      for (StoreOperation write : Writes.of(store).acknowledged()) {
        if (write.revision() >= from) {
          StoreEvent event = first.get(write.revision());
          if (event == null) {
            untold(write);
          } else {
            told(write, event);
          }
        }
      }
    }

    private void told(StoreOperation write, StoreEvent event) {
      if (!write.key().equals(StoreOperation.key(event.number()))) {
        missed++;
        wrong.add(write.key() + " told as number " + event.number());
      }
    }

    private void untold(StoreOperation write) {
      if (compacted(write)) {
        compacted++;
      } else if (write.revision() > last && end() - write.returnedNanos() < limit) {
        open++;
      } else {
        missed++;
        wrong.add(
            write.key()
                + " of revision "
                + write.revision()
                + " not told, acknowledged "
                + AboutStore.at(write.returnedNanos()));
      }
    }

    private boolean compacted(StoreOperation write) {
      return store.watch().stream()
          .anyMatch(
              step ->
                  step.step() == Step.COMPACTED
                      && step.seen() < write.revision()
                      && write.revision() < step.from());
    }

    /** Until when it was watched. */
    private long end() {
      long lastEvent = store.events().get(store.events().size() - 1).arrivedNanos();
      return store.watch().stream()
          .filter(step -> step.step() == Step.ENDED)
          .mapToLong(WatchStep::atNanos)
          .max()
          .orElse(lastEvent);
    }

    Finding finding() {
      String gap = "longest gap " + AboutStore.words(longest);
      String counts = store.events().size() + " events, " + moves() + gap + taken();
      if (!wrong.isEmpty()) {
        return Finding.fail(
            missed
                + " missed, "
                + repeated
                + " repeated, "
                + disordered
                + " out of order: "
                + AboutStore.some(wrong)
                + "; "
                + counts);
      }
      if (longest.nanos() > limit) {
        return Finding.fail("none missed or repeated, but late: " + counts);
      }
      return open > 0
          ? Finding.inconclusive(open + " not told when the watch ended; " + counts)
          : Finding.pass("none missed, repeated or out of order; " + counts);
    }

    private String moves() {
      long begun = store.watch().stream().filter(step -> step.step() == Step.BEGUN).count();
      return begun > 1 ? "watched anew " + (begun - 1) + " times, " : "";
    }

    private String taken() {
      return compacted > 0 ? ", " + compacted + " compacted away before they were told" : "";
    }
  }
}
