package io.faultstream.judge.validity;

import io.faultstream.judge.StoredRun;
import io.faultstream.judge.streams.MigrationCounter;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamsAtFault;

/**
 * Whether a fault was seen anywhere but at the process that was hit: the target's health told of
 * it, the target counted streams that it moved, or a stream was lost. What a stream only seems to
 * have done (it went on while its worker could not send) is no such proof: so does a stream whose
 * worker was never touched.
 */
final class SeenAtTarget {
  private SeenAtTarget() {}

  /** By its health or by what became of its streams; a fault of the store by its members alone. */
  static boolean anyhow(StoredRun run, FaultWindow window) {
    return window.noticed() || (!window.kind().ofStore() && byStreams(run, window));
  }

  private static boolean byStreams(StoredRun run, FaultWindow window) {
    boolean counted = MigrationCounter.rise(run, window).map(rise -> rise > 0).orElse(false);
    boolean lost =
        run.streamsAt(window).map(StreamsAtFault::streams).stream()
            .flatMap(java.util.List::stream)
            .anyMatch(StreamAtFault::lost);
    return counted || lost;
  }
}
