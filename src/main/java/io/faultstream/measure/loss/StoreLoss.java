package io.faultstream.measure.loss;

import io.faultstream.history.store.MemberSample;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long a fault left the store without a leader. Its members are asked once a second, all at one
 * moment; between two such moments the first write that is acknowledged again tells the end.
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

  /** The loss that this fault began, by what the members and our writes say. */
  static StoreLoss of(LossTally tally, StoreRecord store) {
    long began = tally.beganNanos();
    OptionalLong last = OptionalLong.empty();
    OptionalLong led = OptionalLong.empty();
    for (Map.Entry<Long, Boolean> round : rounds(store).entrySet()) {
      if (round.getKey() >= began && led.isEmpty()) {
        if (!round.getValue()) {
          last = OptionalLong.of(round.getKey());
        } else if (last.isPresent()) {
          led = OptionalLong.of(round.getKey());
        }
      }
    }
    OptionalLong ended = led.isPresent() ? earlier(store, last.orElseThrow(), led) : led;
    return new StoreLoss(tally.fault(), began, last, ended, tally.found());
  }

  /** Whether a member led, by the moment of asking. */
  private static Map<Long, Boolean> rounds(StoreRecord store) {
    Map<Long, Boolean> rounds = new LinkedHashMap<>();
    for (MemberSample one : store.members()) {
      rounds.merge(one.atNanos(), one.leads(), Boolean::logicalOr);
    }
    return rounds;
  }

  private static OptionalLong earlier(StoreRecord store, long after, OptionalLong led) {
    return store.operations().stream()
        .filter(one -> one.answered(StoreOperation.Kind.PUT))
        .mapToLong(StoreOperation::returnedNanos)
        .filter(at -> at > after && at < led.getAsLong())
        .min()
        .stream()
        .mapToObj(OptionalLong::of)
        .findFirst()
        .orElse(led);
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
