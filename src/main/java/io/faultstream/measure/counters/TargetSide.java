package io.faultstream.measure.counters;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The run as the target counted it.
 *
 * @param metrics whether it could be read at all
 * @param bothSides client beside target: the whole run first, then each fault that was injected
 * @param workers what each worker counted, by name
 * @param seconds second by second
 */
public record TargetSide(
    MetricsRead metrics,
    List<BothSides> bothSides,
    List<WorkerCount> workers,
    TargetSeconds seconds) {
  /** Whether a target's metrics could be read. */
  public enum MetricsRead {
    /** It has none. */
    @JsonProperty("none")
    NO_METRICS,
    /** It has some, but never answered. */
    @JsonProperty("unread")
    NEVER_ANSWERED,
    /** Yes. */
    @JsonProperty("read")
    READ
  }

  /** Of a run of which nothing is known. */
  public static final TargetSide NONE =
      new TargetSide(MetricsRead.NO_METRICS, List.of(), List.of(), TargetSeconds.NONE);

  public TargetSide {
    bothSides = List.copyOf(bothSides);
    workers = List.copyOf(workers);
  }

  /** Both sides over the whole run. */
  public Optional<BothSides> run() {
    return bothSides.stream().filter(both -> both.fault() == null).findFirst();
  }

  /** Both sides from this fault on. */
  public Optional<BothSides> at(String fault) {
    return bothSides.stream().filter(both -> fault.equals(both.fault())).findFirst();
  }
}
