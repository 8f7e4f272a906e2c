package io.faultstream.report;

import io.faultstream.history.Environment;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.store.StoreRecord;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.measure.Summary;
import io.faultstream.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;

/**
 * All that the page and the last screen show; everything in it comes from the run folder.
 *
 * @param spec what was asked
 * @param environment where and on what it ran
 * @param summary the figures
 * @param judgement the verdict
 * @param events the steps of the faults
 * @param comparison with the accepted runs; empty where none was tried
 * @param store what was asked of the coordination store; nothing where it was not looked at
 */
public record ReportInput(
    ExperimentSpec spec,
    Environment environment,
    Summary summary,
    Judgement judgement,
    List<FaultEvent> events,
    Optional<Comparison> comparison,
    StoreRecord store) {
  public ReportInput {
    events = List.copyOf(events);
  }

  /** A run without a comparison and without a store. */
  public ReportInput(
      ExperimentSpec spec,
      Environment environment,
      Summary summary,
      Judgement judgement,
      List<FaultEvent> events) {
    this(spec, environment, summary, judgement, events, Optional.empty(), StoreRecord.NONE);
  }
}
