package io.faultstream.judge.streams;

import static io.faultstream.judge.streams.AtEachFault.victim;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;

/**
 * No stream on the victim was silent for longer than the limit while it was moved. Where the target
 * does not tell who was there, all streams in flight must keep the limit. Limits: {@code
 * maxMillis}, milliseconds, default 2000 (a real system needs 8 to 33 ms; two seconds is what a
 * reader takes for a hang); {@code minStreams}, default 3.
 */
public final class MigrationPause implements Claim {
  public static final String ID = "migration-pause";
  public static final String MAX_MILLIS = "maxMillis";
  private static final String MIN_STREAMS = "minStreams";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "migration";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_MILLIS, 2000.0, MIN_STREAMS, AtEachFault.MIN_STREAMS);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no moved stream paused for more than " + Wording.millis(asked.limit(MAX_MILLIS));
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return AtEachFault.find(run, (window, streams) -> at(window, streams, asked));
  }

  private static Finding at(FaultWindow window, StreamsAtFault streams, ClaimSpec asked) {
    boolean known = streams.placesKnown() || !AtEachFault.met(streams).isEmpty();
    Pauses pauses = Pauses.of(known ? AtEachFault.met(streams) : streams.streams());
    String evidence =
        pauses.words() + (known ? " on " + victim(window) : AtEachFault.somewhere(window));
    if (pauses.max() > asked.limit(MAX_MILLIS) * 1e6) {
      return Finding.fail(evidence);
    }
    return pauses.count() < asked.limit(MIN_STREAMS)
        ? Finding.inconclusive(evidence + "; that is too few")
        : Finding.pass(evidence);
  }
}
