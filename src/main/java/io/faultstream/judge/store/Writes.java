package io.faultstream.judge.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Wording;
import java.util.Comparator;
import java.util.List;

/**
 * The writes of a run.
 *
 * @param acknowledged done for certain, by the time of the acknowledgement
 * @param refused not done for certain
 * @param unknown those of which nobody knows: a write that its leader was lost with may still be
 *     done by the next one, and whether it was is no mistake either way
 */
record Writes(
    List<StoreOperation> acknowledged, List<StoreOperation> refused, List<StoreOperation> unknown) {

  static Writes of(StoreRecord store) {
    return new Writes(
        with(store, Result.OK), with(store, Result.FAILED), with(store, Result.UNKNOWN));
  }

  private static List<StoreOperation> with(StoreRecord store, Result result) {
    return store.operations().stream()
        .filter(one -> one.writes() && one.result() == result)
        .sorted(Comparator.comparingLong(StoreOperation::returnedNanos))
        .toList();
  }

  /** How many of each, for people. */
  String counts() {
    return acknowledged.size()
        + " writes acknowledged, "
        + refused.size()
        + " refused, "
        + unknown.size()
        + " unknown";
  }

  /** The longest time between two acknowledgements, and where it began. */
  String longestGap() {
    long longest = 0;
    long from = 0;
    for (int i = 1; i < acknowledged.size(); i++) {
      long before = acknowledged.get(i - 1).returnedNanos();
      long gap = acknowledged.get(i).returnedNanos() - before;
      if (gap > longest) {
        longest = gap;
        from = before;
      }
    }
    return "longest time between two acknowledged writes "
        + Wording.time(longest)
        + ", "
        + AboutStore.at(from);
  }
}
