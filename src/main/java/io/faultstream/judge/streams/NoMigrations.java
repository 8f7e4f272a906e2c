package io.faultstream.judge.streams;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import java.util.Map;
import java.util.Optional;

/**
 * No running stream was moved: the frontend's counter did not rise, and no reply shows a move. For
 * a victim that drains or is waited for; where migration is forbidden the real system's counter
 * rises all the same, so that it proves nothing there. No limits.
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
        run, (window, streams) -> at(streams, MigrationCounter.rise(run, window)));
  }

  private static Finding at(StreamsAtFault streams, Optional<Long> rise) {
    long moved = streams.streams().stream().filter(s -> s.moved() == Moved.YES).count();
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
