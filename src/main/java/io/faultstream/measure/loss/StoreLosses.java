package io.faultstream.measure.loss;

import io.faultstream.history.Observation;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Looks at the losses of a run's store, in one pass over the requests. Used by one thread; it has
 * nothing to count in a run whose faults leave the store its quorum.
 */
public final class StoreLosses {
  private final List<LossTally> tallies = new ArrayList<>();
  private final List<ProcessEnd> ends;

  /**
   * Before the first request is added.
   *
   * @param injections when each fault was injected, by its id
   * @param ends of processes of the target
   */
  public StoreLosses(ExperimentSpec spec, Map<String, Long> injections, List<ProcessEnd> ends) {
    this.ends = List.copyOf(ends);
    for (FaultSpec fault : spec.faults()) {
      Long began = injections.get(fault.id());
      if (began != null && fault.kind().losesQuorum()) {
        spec.target().store().ifPresent(store -> tallies.add(tally(fault, began, store)));
      }
    }
  }

  private LossTally tally(FaultSpec fault, long began, StoreSpec store) {
    long lease = store.lease().toNanos();
    return new LossTally(
        new LossTally.Moments(
            fault.id(),
            began,
            lease,
            firstEnd(began, any -> true),
            firstEnd(began, TargetSpec.FRONTEND::equals)));
  }

  private OptionalLong firstEnd(long began, Predicate<String> process) {
    return ends.stream()
        .filter(end -> process.test(end.process()) && !end.asked())
        .mapToLong(ProcessEnd::atNanos)
        .filter(at -> at >= began)
        .min();
  }

  /** One request more. */
  public void add(Observation seen) {
    tallies.forEach(tally -> tally.add(seen));
  }

  /** What was found, once all were added. */
  public Found found(StoreRecord store) {
    return new Found(ends, tallies.stream().map(tally -> StoreLoss.of(tally, store)).toList());
  }

  /**
   * The losses of a run.
   *
   * @param ends of processes of the target, in the order in which they were seen
   * @param losses in the order of the schedule
   */
  public record Found(List<ProcessEnd> ends, List<StoreLoss> losses) {
    public Found {
      ends = List.copyOf(ends);
      losses = List.copyOf(losses);
    }

    /** Those that nobody asked for, from this moment on. */
    public List<ProcessEnd> unaskedSince(long nanos) {
      return ends.stream().filter(end -> !end.asked() && end.atNanos() >= nanos).toList();
    }
  }
}
