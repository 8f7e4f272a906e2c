package io.faultstream.measure.store;

import io.faultstream.history.store.StoreEvent;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.history.store.WatchStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How late the watch told one acknowledged write. Writes before the watch began, and those that it
 * never told, have none.
 *
 * @param acknowledgedNanos when the write was acknowledged
 * @param arrivedNanos when its event came, the first where it came again
 */
public record WatchLag(long acknowledgedNanos, long arrivedNanos) {

  /** From the acknowledgement to the event; 0 where the event came first. */
  public long nanos() {
    return Math.max(0, arrivedNanos - acknowledgedNanos);
  }

  /** The lag of each write that was told, by the time of its acknowledgement. */
  public static List<WatchLag> of(StoreRecord store) {
    Map<Long, StoreEvent> told = new HashMap<>();
    store.events().forEach(event -> told.putIfAbsent(event.revision(), event));
    long from = watchedFrom(store);
    List<WatchLag> lags = new ArrayList<>();
    for (StoreOperation write : Writes.of(store).acknowledged()) {
      StoreEvent event = told.get(write.revision());
      if (event != null && write.revision() >= from) {
        lags.add(new WatchLag(write.returnedNanos(), event.arrivedNanos()));
      }
    }
    return lags;
  }

  /** The longest of them, from the acknowledgement on. */
  public static Stretch longest(List<WatchLag> lags) {
    Stretch longest = Stretch.NONE;
    for (WatchLag lag : lags) {
      longest = longest.longer(new Stretch(lag.acknowledgedNanos(), lag.nanos()));
    }
    return longest;
  }

  /** The first revision that was watched; {@link Long#MAX_VALUE}: none was. */
  public static long watchedFrom(StoreRecord store) {
    return store.watch().stream()
        .filter(step -> step.step() == WatchStep.Step.BEGUN)
        .mapToLong(WatchStep::from)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
