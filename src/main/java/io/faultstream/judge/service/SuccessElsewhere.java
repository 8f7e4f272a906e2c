package io.faultstream.judge.service;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.Wording;
import io.faultstream.measure.Details.Elsewhere;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.measure.streams.StreamAtFault.Place;
import io.faultstream.measure.streams.StreamsAtFault;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Map;

/**
 * Where the streams on a victim shall fail, nobody else is harmed: the success rate of the faults'
 * phases over requests that were on no victim. Requests open at the fault in an unknown place are
 * left out, and said; where no place is known at all and some failed, the claim is undecided. A
 * stream that was open at the fault elsewhere must not be lost at all. Limit {@code min}, a share,
 * default 0.99.
 */
public final class SuccessElsewhere implements Claim {
  public static final String ID = "success-elsewhere";
  private static final String MIN = "min";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "service";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MIN, SuccessRate.LEAST);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "at least "
        + Wording.percent(asked.limit(MIN))
        + " of the requests that were on no victim completed";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    List<Phase> phases = run.spec().faults().stream().map(f -> f.phase()).distinct().toList();
    return phases.stream()
        .map(phase -> at(run, phase, asked.limit(MIN)))
        .reduce(Finding::and)
        .orElse(Finding.inconclusive("the run has no fault"));
  }

  private static Finding at(StoredRun run, Phase phase, double least) {
    Elsewhere elsewhere = run.measured().details().elsewhere().get(phase);
    if (elsewhere == null) {
      return Finding.inconclusive("the run has no phase " + phase.label());
    }
    String evidence = phase.label() + ", on no victim: " + SuccessRate.words(elsewhere.success());
    if (elsewhere.unknown() > 0) {
      evidence +=
          "; left out: "
              + elsewhere.unknown()
              + " open at the fault in an unknown place, "
              + elsewhere.unknownFailed()
              + " of them failed";
    }
    if (elsewhere.unknownFailed() > 0 && !placesKnown(run)) {
      return Finding.inconclusive(evidence + "; where they were is not known at all");
    }
    long lost = lostElsewhere(run, phase);
    if (lost > 0) {
      return Finding.fail(
          evidence + "; " + lost + " streams open at the fault elsewhere were lost");
    }
    Verdict verdict = SuccessRate.decide(elsewhere.success(), least).verdict();
    return new Finding(verdict, evidence, false);
  }

  private static boolean placesKnown(StoredRun run) {
    return run.windows().stream()
        .allMatch(window -> run.streamsAt(window).map(StreamsAtFault::placesKnown).orElse(true));
  }

  private static long lostElsewhere(StoredRun run, Phase phase) {
    return run.windows().stream()
        .filter(window -> window.phase() == phase)
        .flatMap(window -> run.streamsAt(window).stream())
        .flatMap(streams -> streams.at(Place.ELSEWHERE).stream())
        .filter(StreamAtFault::lost)
        .count();
  }
}
