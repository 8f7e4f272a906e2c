package io.faultstream.experiment.life;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.history.RunFolder;
import io.faultstream.history.trace.TraceEvent;
import io.faultstream.target.traces.LogTraces;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that their client has left, by the ids that the target's logs may have for them; at
 * the end of the run their traces are looked up. Thread-safe.
 */
final class Left {
  private final Map<String, Long> ids = new ConcurrentHashMap<>();

  void observation(Observation seen) {
    if (seen.outcome() == Outcome.CANCELLED) {
      ids.put(seen.reply().requestId(), seen.id());
      if (!seen.targetId().isEmpty()) {
        ids.put(seen.targetId(), seen.id());
      }
    }
  }

  /**
   * Writes {@code traces.jsonl} where anybody was left, once the target's logs are at their end.
   *
   * @throws IOException when a log cannot be read or the file not be written
   */
  void trace(RunFolder folder, RunClock clock) throws IOException {
    if (ids.isEmpty()) {
      return;
    }
    List<TraceEvent> found = LogTraces.read(folder.logs(), ids, clock.start());
    folder.writeLines(RunFolder.TRACES, found);
  }
}
