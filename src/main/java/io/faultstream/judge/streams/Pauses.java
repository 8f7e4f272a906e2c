package io.faultstream.judge.streams;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Wording;
import io.faultstream.measure.streams.StreamAtFault;
import java.util.List;

/**
 * The silences that a fault edge fell into, of streams that had a token before it and completed.
 *
 * @param sortedNanos shortest first
 */
record Pauses(List<Long> sortedNanos) {

  static Pauses of(List<StreamAtFault> streams) {
    return new Pauses(
        streams.stream()
            .filter(s -> s.hadToken() && s.outcome() == Outcome.COMPLETED)
            .flatMap(s -> s.pauseNanos().stream().boxed())
            .sorted()
            .toList());
  }

  int count() {
    return sortedNanos.size();
  }

  long min() {
    return sortedNanos.isEmpty() ? 0 : sortedNanos.get(0);
  }

  long max() {
    return sortedNanos.isEmpty() ? 0 : sortedNanos.get(count() - 1);
  }

  private long median() {
    return sortedNanos.isEmpty() ? 0 : sortedNanos.get((count() - 1) / 2);
  }

  String words() {
    return "pauses of "
        + count()
        + " streams: median "
        + Wording.time(median())
        + ", longest "
        + Wording.time(max());
  }
}
