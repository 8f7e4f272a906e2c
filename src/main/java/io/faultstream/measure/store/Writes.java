package io.faultstream.measure.store;

import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.history.store.StoreRecord;
import java.util.Comparator;
import java.util.List;

/**
 * The writes of a run.
 *
 * @param acknowledged done for certain, by the time of the acknowledgement
 * @param failed refused, or never arrived: not done for certain
 * @param unknown those of which nobody knows: a write that its leader was lost with may still be
 *     done by the next one, and whether it was is no mistake either way
 */
public record Writes(
    List<StoreOperation> acknowledged, List<StoreOperation> failed, List<StoreOperation> unknown) {

  /** The writes of this history, each list by the time of its answer. */
  public static Writes of(StoreRecord store) {
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
  public String counts() {
    return acknowledged.size()
        + " writes acknowledged, "
        + failed.size()
        + " failed, "
        + unknown.size()
        + " unknown";
  }

  /** The longest time between two acknowledgements. */
  public Stretch longestGap() {
    Stretch longest = Stretch.NONE;
    for (int i = 1; i < acknowledged.size(); i++) {
      long before = acknowledged.get(i - 1).returnedNanos();
      longest = longest.longer(new Stretch(before, acknowledged.get(i).returnedNanos() - before));
    }
    return longest;
  }
}
