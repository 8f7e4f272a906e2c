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
 * rises all the same, so that it proves nothing there. A request whose prompt is on a prefill
 * worker, or on the way from it, is no running stream and may be begun anew elsewhere, which the
 * counter shows: where such a worker is the victim it may rise by as many as had no token yet,
 * those sent until the effect included. No limits.
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
    boolean untouched = run.spec().expectation() == Expectation.UNTOUCHED;
    return AtEachFault.find(
        run,
        (window, streams) -> {
          boolean promptsMay = untouched && !window.kind().ofStore();
          return at(streams, promptsMay, MigrationCounter.rise(run, window));
        });
  }

  private static Finding at(StreamsAtFault streams, boolean promptsMay, Optional<Long> rise) {
    long moved = moved(streams, promptsMay);
    long most = promptsMay ? withoutToken(streams) : 0;
    int open = streams.streams().size();
    String evidence =
        promptsMay
            ? "had no token yet and may be begun anew: "
                + most
                + "; moved though they had one: "
                + moved
                + " of "
                + open
                + " in flight"
            : moved + " of " + open + " streams in flight show a move";
    if (moved > 0 || rise.orElse(0L) > most) {
      return Finding.fail(said(rise) + evidence);
    }
    if (rise.isEmpty()) {
      return Finding.inconclusive("the frontend's counter was not read; " + evidence);
    }
    return rise.get() < 0
        ? Finding.inconclusive("the frontend's counter began anew; " + evidence)
        : Finding.pass(said(rise) + evidence);
  }

  private static String said(Optional<Long> rise) {
    return rise.map(
            by ->
                by == 0
                    ? "the frontend's counter did not rise; "
                    : "the frontend's counter rose by " + by + "; ")
        .orElse("");
  }

  private static long moved(StreamsAtFault streams, boolean promptsMay) {
    return streams.streams().stream()
        .filter(stream -> stream.moved() == Moved.YES)
        .filter(stream -> stream.hadToken() || !promptsMay)
        .count();
  }

  private static long withoutToken(StreamsAtFault streams) {
    long open = streams.streams().stream().filter(s -> !s.hadToken() && !s.endedInTime()).count();
    return open + streams.startedAtEdge();
  }
}
