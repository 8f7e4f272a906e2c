package io.faultstream.measure.loss;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a fault left the store without a leader. Its members are asked once a second, all at one
 * moment; between two such moments the first write that is asked for and acknowledged tells the
 * end, also where members that were too busy to answer look as if nobody led.
 *
 * @param fault its id
 * @param beganNanos right before it was injected
 * @param lastWithoutNanos last moment at which no member led; empty: there was none
 * @param endedNanos first moment after it at which the store served again; empty: never
 * @param requests what became of the requests
 */
public record StoreLoss(
    String fault,
    long beganNanos,
    OptionalLong lastWithoutNanos,
    OptionalLong endedNanos,
    LossRequests requests) {
  private static final long NEVER = Long.MAX_VALUE;

  /** The loss that this fault began, by what the members and our writes say. */
  static StoreLoss of(LossTally tally, StoreRecord store) {
    long began = tally.beganNanos();
    SortedMap<Long, Boolean> rounds = rounds(store).tailMap(began);
    OptionalLong first = first(rounds, began, false);
    OptionalLong ended = OptionalLong.empty();
    OptionalLong last = OptionalLong.empty();
    if (first.isPresent()) {
      OptionalLong led = first(rounds, first.getAsLong(), true);
      OptionalLong written = written(store, first.getAsLong());
      ended = OptionalLong.of(Math.min(led.orElse(NEVER), written.orElse(NEVER)));
      ended = ended.getAsLong() == NEVER ? OptionalLong.empty() : ended;
      last =
          rounds.headMap(ended.orElse(NEVER)).entrySet().stream()
              .filter(round -> !round.getValue())
              .mapToLong(Map.Entry::getKey)
              .max();
    }
    return new StoreLoss(tally.fault(), began, last, ended, tally.found());
  }

  private static OptionalLong first(SortedMap<Long, Boolean> rounds, long from, boolean led) {
    return rounds.tailMap(from).entrySet().stream()
        .filter(round -> round.getValue() == led)
        .mapToLong(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether a member led, by the moment of asking. */
  private static SortedMap<Long, Boolean> rounds(StoreRecord store) {
    SortedMap<Long, Boolean> rounds = new TreeMap<>();
    for (MemberSample one : store.members()) {
      rounds.merge(one.atNanos(), one.leads(), Boolean::logicalOr);
    }
    return rounds;
  }

  /** When the first write was acknowledged that was asked for after this moment. */
  private static OptionalLong written(StoreRecord store, long after) {
    return store.operations().stream()
        .filter(one -> one.answered(StoreOperation.Kind.PUT) && one.calledNanos() > after)
        .mapToLong(StoreOperation::returnedNanos)
        .min();
  }

  /** For how long it is certain that nobody led; 0 where it was never seen. */
  public long provenNanos() {
    return lastWithoutNanos.isPresent() ? lastWithoutNanos.getAsLong() - beganNanos : 0;
  }

  /** How long it was, or as far as it was seen; 0 where it was never seen. */
  public long nanos() {
    return endedNanos.isPresent() ? endedNanos.getAsLong() - beganNanos : provenNanos();
  }
}
