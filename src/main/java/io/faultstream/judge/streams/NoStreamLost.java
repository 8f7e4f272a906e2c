package io.faultstream.judge.streams;

import static io.faultstream.judge.streams.AtEachFault.victim;

import io.faultstream.history.Outcome;
import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No stream that was in flight when a fault was injected was lost, on the victim or elsewhere. A
 * refusal before any token (REJECTED, BAD_REQUEST) is no lost stream; it counts in the success
 * rate. Limit {@code minStreams}: fewer streams on the victim, or in flight where places are
 * unknown or the victim is a prefill worker, which has each for a moment only, are too little
 * evidence; default 3.
 */
public final class NoStreamLost implements Claim {
  public static final String ID = "no-stream-lost";
  private static final String MIN_STREAMS = "minStreams";
  private static final int EXAMPLES = 3;

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
    return "no stream in flight at the fault was lost";
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    double least = asked.limit(MIN_STREAMS);
    Expectation expected = run.spec().expectation();
    return AtEachFault.find(run, (window, streams) -> at(window, streams, least, expected));
  }

  private static Finding at(
      FaultWindow window, StreamsAtFault streams, double least, Expectation expected) {
    List<StreamAtFault> lost = lost(streams.streams());
    String evidence = evidence(window, streams);
    if (!lost.isEmpty()) {
      return Finding.lost(
          evidence + examples(lost), lost.stream().anyMatch(s -> s.outcome().definite()));
    }
    boolean untouched = expected == Expectation.UNTOUCHED || expected == Expectation.END;
    int known = met(streams, expected);
    int gauge = window.load().map(l -> l.gauge().orElse(Integer.MAX_VALUE)).orElse(-1);
    boolean fewThere = streams.placesKnown() ? known < least : gauge >= 0 && gauge < least;
    if ((fewThere && !untouched) || streams.streams().size() < least) {
      return Finding.inconclusive(
          evidence + "; that is too few, at least " + Wording.number(least) + " are needed");
    }
    return Finding.pass(evidence);
  }

  private static int met(StreamsAtFault streams, Expectation expected) {
    return expected == Expectation.DRAIN
        ? AtEachFault.told(streams).size()
        : AtEachFault.met(streams).size();
  }

  private static List<StreamAtFault> lost(List<StreamAtFault> streams) {
    return streams.stream().filter(StreamAtFault::lost).toList();
  }

  private static String evidence(FaultWindow window, StreamsAtFault streams) {
    List<StreamAtFault> there = streams.at(Place.ON_VICTIM);
    List<StreamAtFault> others =
        streams.streams().stream().filter(s -> s.place() != Place.ON_VICTIM).toList();
    if (!streams.placesKnown() && there.isEmpty()) {
      return part(others) + AtEachFault.somewhere(window);
    }
    String evidence = part(there) + " on " + victim(window) + ", " + part(others) + " elsewhere";
    return streams.unmatched() == 0
        ? evidence
        : evidence + "; " + streams.unmatched() + " more ids in its list are not known to us";
  }

  private static String part(List<StreamAtFault> streams) {
    List<Outcome> outcomes = lost(streams).stream().map(StreamAtFault::outcome).toList();
    String kinds = outcomes.isEmpty() ? "" : " (" + Wording.counts(Outcome.class, outcomes) + ")";
    return outcomes.size() + " of " + streams.size() + " lost" + kinds;
  }

  private static String examples(List<StreamAtFault> lost) {
    return lost.stream()
        .limit(EXAMPLES)
        .map(StreamAtFault::requestId)
        .collect(Collectors.joining(", ", "; for example ", ""));
  }
}
