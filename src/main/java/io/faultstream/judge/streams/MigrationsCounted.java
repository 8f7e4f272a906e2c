package io.faultstream.judge.streams;

import static io.faultstream.judge.streams.AtEachFault.victim;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frontend's counter of moved running streams rose by the streams that were on the victim.
 *
 * <p>Where the target lists the victim's requests, the rise lies between two bounds: at least the
 * streams that had a token and are known to have been moved; at most all that were there, plus
 * those whose place is unknown (sent too close to the fault, or failed before they had an id) and
 * that do not show that they were not moved, plus ids in its list that are not ours. Where only the
 * victim's gauge is known, the gauge gives or takes what came or went at the edge; a rise beside it
 * decides only where it is absurd. No limits.
 */
public final class MigrationsCounted implements Claim {
  public static final String ID = "migrations-counted";

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
    return "the frontend's migration counter rose by the streams that were on the victim";
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
          Optional<Long> rise = MigrationCounter.rise(run, window);
          if (rise.isEmpty()) {
            return Finding.inconclusive("the frontend's counter was not read around the fault");
          }
          if (rise.get() < 0) {
            return Finding.inconclusive(
                "the frontend's counter fell by " + -rise.get() + ": it began anew");
          }
          return at(window, streams, rise.get());
        });
  }

  private static Finding at(FaultWindow window, StreamsAtFault streams, long rise) {
    int all = streams.streams().size() + streams.startedAtEdge();
    if (rise > all + streams.unmatched()) {
      return Finding.fail(said(rise) + "only " + all + " requests were open");
    }
    if (streams.placesKnown()) {
      return listed(window, streams, rise);
    }
    Optional<Integer> gauge = window.load().flatMap(MigrationsCounted::gauge);
    return gauge.isPresent()
        ? gauged(window, streams, rise, gauge.get())
        : Finding.inconclusive(
            said(rise) + "the target does not tell how many streams were on " + victim(window));
  }

  private static Finding listed(FaultWindow window, StreamsAtFault streams, long rise) {
    long least = least(streams);
    long there = streams.at(Place.ON_VICTIM).size();
    List<StreamAtFault> doubtful =
        streams.at(Place.UNKNOWN).stream()
            .filter(s -> !s.endedInTime() && s.moved() != Moved.NO)
            .toList();
    long most = there + doubtful.size() + streams.unmatched() + streams.startedAtEdge();
    String evidence =
        said(rise)
            + there
            + " streams are known to have been on "
            + victim(window)
            + ", so "
            + least
            + " to "
            + most
            + " are right";
    long open = streams.at(Place.ON_VICTIM).stream().filter(s -> !s.endedInTime()).count();
    if (rise == 0 && open > 0) {
      return Finding.fail(evidence + "; " + open + " of them were open after it, none was moved");
    }
    if (rise == 0 && least == 0) {
      return Finding.inconclusive(evidence);
    }
    return rise >= least && rise <= most ? Finding.pass(evidence) : Finding.fail(evidence);
  }

  /**
   * A unary request shows no token, and one that had only just arrived may be counted as a new
   * request: of those only half are asked for.
   */
  private static long least(StreamsAtFault streams) {
    boolean unary = streams.streams().stream().noneMatch(StreamAtFault::hadToken);
    long moved =
        AtEachFault.met(streams).stream()
            .filter(s -> (unary || s.hadToken()) && s.moved() == Moved.YES)
            .count();
    return unary ? (moved + 1) / 2 : moved;
  }

  private static Finding gauged(FaultWindow window, StreamsAtFault streams, long rise, int gauge) {
    long gone = streams.streams().stream().filter(StreamAtFault::endedInTime).count();
    long fresh = streams.streams().stream().filter(s -> !s.hadToken()).count();
    long least = Math.max(0, gauge - gone - fresh);
    long most = gauge + fresh + streams.startedAtEdge();
    String evidence =
        said(rise)
            + victim(window)
            + "'s own gauge showed "
            + gauge
            + " just before, so "
            + least
            + " to "
            + most
            + " are likely";
    boolean absurd = rise == 0 && least > 0;
    if (!absurd && (rise == 0 || rise < least || rise > most)) {
      return Finding.inconclusive(evidence);
    }
    return absurd ? Finding.fail(evidence) : Finding.pass(evidence);
  }

  private static Optional<Integer> gauge(VictimLoad load) {
    return load.gauge().isPresent() ? Optional.of(load.gauge().getAsInt()) : Optional.empty();
  }

  private static String said(long rise) {
    return "the counter rose by " + rise + "; ";
  }
}
