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
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;

/**
 * The streams on a stopped victim were silent as long as it was stopped, then went on and
 * completed. Silent means for nine tenths of that time, less what was in transit. Limits: {@code
 * slackMillis}, how much longer a silence may be than the stop, milliseconds, default 2000 (all its
 * streams wake at once, on a busy machine); {@code minStreams}, default 3.
 */
public final class VictimWaited implements Claim {
  public static final String ID = "victim-waited";
  private static final String SLACK = "slackMillis";
  private static final String MIN_STREAMS = "minStreams";
  private static final double SILENT_SHARE = 0.9;

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
    return Map.of(SLACK, 2000.0, MIN_STREAMS, AtEachFault.MIN_STREAMS);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the streams on the victim were silent while it was stopped, then went on within "
        + Wording.millis(asked.limit(SLACK));
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return AtEachFault.find(
        run,
        (window, streams) -> {
          Long effect = window.effectNanos();
          Long undo = window.undoNanos();
          if (effect == null || undo == null) {
            return Finding.inconclusive("when " + victim(window) + " was stopped is not known");
          }
          return AtEachFault.tooFew(window, streams, asked.limit(MIN_STREAMS))
              .filter(tooFew -> !contradicted(streams))
              .orElseGet(
                  () -> at(window, AtEachFault.met(streams), undo - effect, asked.limit(SLACK)));
        });
  }

  private static boolean contradicted(StreamsAtFault streams) {
    return AtEachFault.met(streams).stream().anyMatch(s -> s.lost() || s.moved() == Moved.YES);
  }

  private static Finding at(
      FaultWindow window, List<StreamAtFault> there, long stopped, double slackMillis) {
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
            + " are known to have been moved; it was stopped for "
            + Wording.time(stopped)
            + "; shortest pause "
            + Wording.time(pauses.min())
            + ", "
            + pauses.words();
    boolean lost = there.stream().anyMatch(StreamAtFault::lost);
    if (lost || moved > 0) {
      return Finding.fail(evidence);
    }
    if (pauses.count() == 0) {
      return Finding.inconclusive(evidence);
    }
    double least = SILENT_SHARE * stopped - StreamsAtFault.IN_TRANSIT.toNanos();
    return pauses.min() < least || pauses.max() > stopped + slackMillis * 1e6
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }
}
