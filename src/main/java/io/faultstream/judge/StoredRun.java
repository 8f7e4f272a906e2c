package io.faultstream.judge;

import io.faultstream.history.MetricSample;
import io.faultstream.history.VersionProfile;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.Measured;
import io.faultstream.measure.loss.StoreLoss;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;

/**
 * All that a claim may look at: what was asked, what was measured, and the target's own counters.
 *
 * @param spec what was asked, with the claims and their limits
 * @param measured what was measured from the run's folder
 * @param metrics the samples of {@code metrics.jsonl}, in their order
 * @param profile what the target's version counts; a counter seen in the samples is known as well
 * @param compared what the comparison with the accepted runs found; empty when none was made
 */
public record StoredRun(
    ExperimentSpec spec,
    Measured measured,
    List<MetricSample> metrics,
    VersionProfile profile,
    Optional<Finding> compared) {
  public StoredRun {
    metrics = List.copyOf(metrics);
    profile = profile.learning(metrics);
  }

  /** A run that is not compared with others. */
  public StoredRun(
      ExperimentSpec spec, Measured measured, List<MetricSample> metrics, VersionProfile profile) {
    this(spec, measured, metrics, profile, Optional.empty());
  }

  /** The windows of the faults that were asked for, in the order of the schedule. */
  public List<FaultWindow> windows() {
    return measured.summary().windows();
  }

  /** Ends of processes that shall end by themselves once the store is lost, after it was. */
  public List<ProcessEnd> awaitedEnds() {
    long since =
        measured.losses().losses().stream()
            .mapToLong(StoreLoss::beganNanos)
            .min()
            .orElse(Long.MAX_VALUE);
    return measured.losses().unaskedSince(since).stream()
        .filter(end -> spec.endsByItself(end.process()))
        .toList();
  }

  /** When this process shall have ended by itself and did; {@link Long#MAX_VALUE}: never. */
  public long awaitedEnd(String process) {
    return awaitedEnds().stream()
        .filter(end -> end.process().equals(process))
        .mapToLong(ProcessEnd::atNanos)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The streams in flight at this fault; empty when it was never injected. */
  public Optional<StreamsAtFault> streamsAt(FaultWindow window) {
    return measured.details().atFaults().stream()
        .filter(s -> s.fault().equals(window.id()))
        .findFirst();
  }
}
