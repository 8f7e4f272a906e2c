package io.faultstream.judge.streams;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import java.util.List;
import java.util.Optional;

/** Looks at the streams of each fault; the worst finding counts, the evidence names the fault. */
final class AtEachFault {
  /**
   * Default of {@code minStreams}: fewer streams on the victim are no evidence. With three, a
   * system that loses every second stream is noticed seven times out of eight.
   */
  static final double MIN_STREAMS = 3;

  private AtEachFault() {}

  /** What a claim says about one fault. */
  @FunctionalInterface
  interface Look {
    Finding at(FaultWindow window, StreamsAtFault streams);
  }

  static Finding find(StoredRun run, Look look) {
    return find(run, run.windows(), look);
  }

  /** The same at those faults only that hit a worker: members of a store have no streams. */
  static Finding findAtWorkers(StoredRun run, Look look) {
    return find(
        run, run.windows().stream().filter(window -> !window.kind().ofStore()).toList(), look);
  }

  private static Finding find(StoredRun run, List<FaultWindow> windows, Look look) {
    return windows.stream()
        .map(window -> named(windows.size() > 1, window, one(run, window, look)))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no fault"));
  }

  private static Finding one(StoredRun run, FaultWindow window, Look look) {
    Optional<StreamsAtFault> streams = run.streamsAt(window);
    return streams.isEmpty()
        ? Finding.inconclusive("the fault " + window.id() + " was never injected")
        : look.at(window, streams.get());
  }

  private static Finding named(boolean many, FaultWindow window, Finding finding) {
    return many
        ? new Finding(
            finding.verdict(), window.id() + ": " + finding.evidence(), finding.definite())
        : finding;
  }

  /** The victim's name, or what stands for it. */
  static String victim(FaultWindow window) {
    return window.victim().isEmpty() ? "the victim" : window.victim();
  }

  /** Of streams that were on nobody knows which worker; members of a store have none. */
  static String somewhere(FaultWindow window) {
    return window.kind().ofWorker()
        ? " in flight (which were on " + victim(window) + " is unknown)"
        : " in flight";
  }

  /** Those on the victim that did not complete before the fault could matter. */
  static List<StreamAtFault> met(StreamsAtFault streams) {
    return streams.at(Place.ON_VICTIM).stream().filter(s -> !s.endedInTime()).toList();
  }

  /**
   * Those on a victim that was told to stop. It goes on sending, so they are met from the signal
   * on, also where they end before the target shows that the victim is leaving.
   */
  static List<StreamAtFault> told(StreamsAtFault streams) {
    return streams.at(Place.ON_VICTIM).stream().filter(s -> !s.endedAtOnce()).toList();
  }

  /** Says that too few streams were met, where they were. */
  static Optional<Finding> tooFew(FaultWindow window, StreamsAtFault streams, double least) {
    return tooFew(window, streams, met(streams), least);
  }

  /** The same where these are those that were met. */
  static Optional<Finding> tooFew(
      FaultWindow window, StreamsAtFault streams, List<StreamAtFault> there, double least) {
    if (!streams.placesKnown() && there.isEmpty()) {
      return Optional.of(
          Finding.inconclusive(
              "the target does not tell which of "
                  + streams.streams().size()
                  + " streams in flight were on "
                  + victim(window)));
    }
    int met = there.size();
    return met >= least
        ? Optional.empty()
        : Optional.of(
            Finding.inconclusive(
                "only " + met + " streams on " + victim(window) + " were met by the fault"));
  }
}
