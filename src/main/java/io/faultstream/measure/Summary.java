package io.faultstream.measure;

import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.census.ProcessCensus;
import io.faultstream.measure.counters.TargetSide;
import io.faultstream.measure.store.Gap;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run: {@code summary.json}. Made from the run folder alone.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param simulation name of the simulation
 * @param complete whether the history has its end mark
 * @param phases the figures of each phase that was played
 * @param windows the faults' windows, in the order of the schedule
 * @param cohorts by fault id
 * @param recoveries by fault
 * @param seconds the run second by second
 * @param target the same run as the target counted it
 * @param cancellations requests that their client left; {@code null}: none were to be
 * @param census what each process held before and after; empty where that was not told
 * @param gaps the longest time without an answer of the store, an event and a first token; empty
 *     where nobody looked at a store
 */
public record Summary(
    int schema,
    String simulation,
    boolean complete,
    Map<Phase, PhaseSummary> phases,
    List<FaultWindow> windows,
    Map<String, List<Cohort>> cohorts,
    List<Recovery> recoveries,
    List<SecondPoint> seconds,
    TargetSide target,
    @Nullable Cancellations cancellations,
    List<ProcessCensus> census,
    List<Gap> gaps) {
  /** The version that this code writes. */
  public static final int SCHEMA = 1;

  public Summary {
    census = List.copyOf(census);
    gaps = gaps == null ? List.of() : List.copyOf(gaps);
  }

  /** A run in which nobody was to leave, and whose processes were not looked into. */
  public Summary(
      int schema,
      String simulation,
      boolean complete,
      Map<Phase, PhaseSummary> phases,
      List<FaultWindow> windows,
      Map<String, List<Cohort>> cohorts,
      List<Recovery> recoveries,
      List<SecondPoint> seconds,
      TargetSide target) {
    this(
        schema,
        simulation,
        complete,
        phases,
        windows,
        cohorts,
        recoveries,
        seconds,
        target,
        null,
        List.of(),
        List.of());
  }

  /** The same with what its processes held, and the gaps. */
  public Summary with(List<ProcessCensus> held, List<Gap> longest) {
    return new Summary(
        schema,
        simulation,
        complete,
        phases,
        windows,
        cohorts,
        recoveries,
        seconds,
        target,
        cancellations,
        held,
        longest);
  }
}
