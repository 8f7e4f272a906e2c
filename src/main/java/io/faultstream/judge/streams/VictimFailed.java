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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where migration is forbidden, the streams on the victim failed, each with a kind of error that
 * says so (STREAM_ERROR, SERVER_ERROR, UNAVAILABLE, BROKEN), and none was moved. Limit {@code
 * minStreams}: fewer are too little evidence; default 3.
 */
public final class VictimFailed implements Claim {
  public static final String ID = "victim-failed";
  private static final String MIN_STREAMS = "minStreams";
  private static final Set<Outcome> EXPECTED =
      EnumSet.of(Outcome.STREAM_ERROR, Outcome.SERVER_ERROR, Outcome.UNAVAILABLE, Outcome.BROKEN);

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
    return Map.of(MIN_STREAMS, AtEachFault.MIN_STREAMS);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "the streams on the victim failed with an expected kind of error, none was moved";
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return AtEachFault.find(
        run,
        (window, streams) ->
            AtEachFault.tooFew(window, streams, asked.limit(MIN_STREAMS))
                .filter(tooFew -> AtEachFault.met(streams).stream().allMatch(VictimFailed::right))
                .orElseGet(() -> at(window, streams)));
  }

  private static boolean right(StreamAtFault stream) {
    return EXPECTED.contains(stream.outcome()) && stream.moved() != Moved.YES;
  }

  private static Finding at(FaultWindow window, StreamsAtFault streams) {
    List<StreamAtFault> there = AtEachFault.met(streams);
    long right = there.stream().filter(VictimFailed::right).count();
    long moved = there.stream().filter(s -> s.moved() == Moved.YES).count();
    String evidence =
        right
            + " of "
            + there.size()
            + " streams on "
            + victim(window)
            + " failed as expected ("
            + Wording.counts(Outcome.class, there.stream().map(StreamAtFault::outcome).toList())
            + "), "
            + moved
            + " were moved";
    return right == there.size() ? Finding.pass(evidence) : Finding.fail(evidence);
  }
}
