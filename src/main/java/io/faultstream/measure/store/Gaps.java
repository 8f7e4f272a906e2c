package io.faultstream.measure.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import io.faultstream.measure.points.Points;
import io.faultstream.measure.store.Gap.InForce;
import io.faultstream.measure.store.Gap.What;
import io.faultstream.spec.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The longest gaps of a run whose store was looked at. */
public final class Gaps {
  private Gaps() {}

  /**
   * The longest gap of each kind of which something was asked for; none without a history of the
   * store.
   *
   * @param requests those of the warm-up are passed over: what is cold is slow
   * @param faults when each was in force
   */
  public static List<Gap> of(StoreRecord store, Points requests, List<InForce> faults) {
    List<Gap> gaps = new ArrayList<>();
    if (asked(store, Kind.PUT)) {
      gaps.add(Gap.of(What.WRITE, answers(store, Kind.PUT), faults));
    }
    if (asked(store, Kind.GET)) {
      gaps.add(Gap.of(What.READ, answers(store, Kind.GET), faults));
    }
    if (!store.events().isEmpty()) {
      gaps.add(Gap.of(What.WATCH, watch(store), faults));
    }
    boolean sent = IntStream.range(0, requests.size()).anyMatch(i -> counts(requests, i));
    if (!store.empty() && sent) {
      gaps.add(Gap.of(What.ROUTING, routing(requests), faults));
    }
    return gaps;
  }

  private static boolean asked(StoreRecord store, Kind kind) {
    return store.operations().stream().anyMatch(one -> one.kind() == kind);
  }

  /**
   * The longest time between two answers in a row of this kind; also from the first question to the
   * first answer, and from the last answer until the last question was given up.
   */
  static Stretch answers(StoreRecord store, Kind kind) {
    List<StoreOperation> asked =
        store.operations().stream()
            .filter(one -> one.kind() == kind)
            .sorted(Comparator.comparingLong(StoreOperation::returnedNanos))
            .toList();
    Stretch longest = Stretch.NONE;
    long before =
        asked.stream().mapToLong(StoreOperation::calledNanos).min().orElse(Long.MAX_VALUE);
    for (int i = 0; i < asked.size(); i++) {
      long returned = asked.get(i).returnedNanos();
      if (asked.get(i).ok() || i == asked.size() - 1) {
        longest = longest.longer(new Stretch(before, returned - before));
        before = returned;
      }
    }
    return longest;
  }

  /** The longest lag; of a write that was never told, until nobody watched any more. */
  private static Stretch watch(StoreRecord store) {
    Stretch longest = WatchLag.longest(WatchLag.of(store));
    long from = WatchLag.watchedFrom(store);
    long told = store.events().stream().mapToLong(event -> event.revision()).max().orElse(0);
    long end = store.watch().stream().mapToLong(WatchStep::atNanos).max().orElse(0);
    for (StoreOperation write : Writes.of(store).acknowledged()) {
      if (write.revision() >= from && write.revision() > told) {
        longest = longest.longer(new Stretch(write.returnedNanos(), end - write.returnedNanos()));
      }
    }
    return longest;
  }

  private static boolean counts(Points requests, int i) {
    return requests.phase(i) != Phase.WARMUP;
  }

  /** A step of a request, in the order in which those of one moment are taken. */
  private enum Step {
    SENT,
    ENDED_WITHOUT_TOKEN,
    FIRST_TOKEN
  }

  private record Moment(long nanos, Step step) {}

  /**
   * The longest time in which at least one request was waited for and no first token came: from the
   * last first token, or from a later sending when nobody was waited for at it, to the next first
   * token, or until nobody was waited for any more.
   */
  static Stretch routing(Points requests) {
    Stretch longest = Stretch.NONE;
    int waiting = 0;
    long from = 0;
    for (Moment one : moments(requests)) {
      if (one.step() == Step.SENT) {
        from = waiting == 0 ? one.nanos() : from;
        waiting++;
        continue;
      }
      waiting--;
      if (one.step() == Step.FIRST_TOKEN || waiting == 0) {
        longest = longest.longer(new Stretch(from, one.nanos() - from));
        from = one.nanos();
      }
    }
    return longest;
  }

  private static List<Moment> moments(Points requests) {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      if (counts(requests, i)) {
        moments.add(new Moment(requests.sent(i), Step.SENT));
        moments.add(
            requests.hasToken(i)
                ? new Moment(requests.firstToken(i), Step.FIRST_TOKEN)
                : new Moment(requests.end(i), Step.ENDED_WITHOUT_TOKEN));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::nanos).thenComparing(Moment::step));
    return moments;
  }
}
