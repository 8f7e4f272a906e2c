package io.faultstream.judge.streams;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import java.util.Map;
import java.util.Optional;

/**
 * No running stream was moved: the frontend's counter did not rise, and no reply shows a move. For
 * a victim that drains or is waited for; where migration is forbidden the real system's counter
 * rises all the same, so that it proves nothing there. A prompt on a prefill worker is no running
 * stream, and may be computed by another. No limits.
 */
public final class NoMigrations implements Claim {
  public static final String ID = "no-migrations";

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
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no running stream was moved to another worker";
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return AtEachFault.find(
        run,
        (window, streams) -> at(streams, moved(run, streams), MigrationCounter.rise(run, window)));
  }

  private static long moved(StoredRun run, StreamsAtFault streams) {
    boolean promptsMay = run.spec().expectation() == Expectation.UNTOUCHED;
    return streams.streams().stream()
        .filter(stream -> stream.moved() == Moved.YES)
        .filter(stream -> stream.hadToken() || !promptsMay)
        .count();
  }

  private static Finding at(StreamsAtFault streams, long moved, Optional<Long> rise) {
    String evidence = moved + " of " + streams.streams().size() + " streams in flight show a move";
    if (moved > 0 || rise.orElse(0L) > 0) {
      return Finding.fail(
          rise.map(r -> "the frontend's counter rose by " + r + "; ").orElse("") + evidence);
    }
    if (rise.isEmpty()) {
      return Finding.inconclusive("the frontend's counter was not read; " + evidence);
    }
    return rise.get() < 0
        ? Finding.inconclusive("the frontend's counter began anew; " + evidence)
        : Finding.pass("the frontend's counter did not rise; " + evidence);
  }
}
