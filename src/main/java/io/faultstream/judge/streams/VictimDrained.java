package io.faultstream.judge.streams;

import static io.faultstream.judge.streams.AtEachFault.victim;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;

/**
 * The streams on a victim that was told to stop ended on it, without a pause. Limits: {@code
 * maxPauseMillis}, milliseconds, default 500; {@code minStreams}, default 3.
 */
public final class VictimDrained implements Claim {
  public static final String ID = "victim-drained";
  private static final String MAX_PAUSE = "maxPauseMillis";
  private static final String MIN_STREAMS = "minStreams";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "streams";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_PAUSE, 500.0, MIN_STREAMS, AtEachFault.MIN_STREAMS);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the streams on the victim ended there, none paused for more than "
        + Wording.millis(asked.limit(MAX_PAUSE));
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return AtEachFault.findAtWorkers(
        run,
        (window, streams) -> {
          List<StreamAtFault> there = AtEachFault.told(streams);
          return AtEachFault.tooFew(window, streams, there, asked.limit(MIN_STREAMS))
              .filter(tooFew -> !contradicted(there))
              .orElseGet(() -> at(window, there, (long) (asked.limit(MAX_PAUSE) * 1e6)));
        });
  }

  private static boolean contradicted(List<StreamAtFault> there) {
    return there.stream().anyMatch(s -> s.lost() || s.moved() == Moved.YES);
  }

  private static Finding at(FaultWindow window, List<StreamAtFault> there, long limitNanos) {
    long completed = there.stream().filter(s -> s.outcome() == Outcome.COMPLETED).count();
    long moved = there.stream().filter(s -> s.moved() == Moved.YES).count();
    Pauses pauses = Pauses.of(there);
    String evidence =
        completed
            + " of "
            + there.size()
            + " streams on "
            + victim(window)
            + " completed, "
            + moved
            + " are known to have been moved; "
            + pauses.words();
    boolean lost = there.stream().anyMatch(StreamAtFault::lost);
    return lost || moved > 0 || pauses.max() > limitNanos
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }
}
