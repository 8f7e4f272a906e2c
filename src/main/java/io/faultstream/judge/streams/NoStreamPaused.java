package io.faultstream.judge.streams;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.Wording;
import io.faultstream.measure.FaultWindow;
import io.faultstream.measure.PhaseSummary;
import io.faultstream.measure.streams.StreamAtFault;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * No stream fell silent, where nobody shall notice the fault: none of those in flight when it was
 * injected, and none of overflow and recovery, since a lost store does its harm late (at an
 * election, or when a lease ends). Limits: {@code maxMillis} between two tokens, default 1000, a
 * pause that a reader notices (on two busy cores streams that nothing harmed paused for 530 ms at
 * the most); {@code minStreams} with two tokens or more in each of the two phases, default 20.
 */
public final class NoStreamPaused implements Claim {
  public static final String ID = "no-stream-paused";
  private static final String MAX_MILLIS = "maxMillis";
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
    return Map.of(MAX_MILLIS, 1000.0, MIN_STREAMS, 20.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "no stream paused for more than " + Wording.millis(asked.limit(MAX_MILLIS));
  }

  @Override
  public boolean followsExpectation() {
    return true;
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    return inPhase(run, Phase.OVERFLOW, asked)
        .and(inPhase(run, Phase.RECOVERY, asked))
        .and(atFaults(run, asked));
  }

  private static Finding inPhase(StoredRun run, Phase phase, ClaimSpec asked) {
    PhaseSummary figures = run.measured().summary().phases().get(phase);
    Long longest = figures == null ? null : figures.maxGapMicros().max();
    if (figures == null || longest == null) {
      return Finding.inconclusive("no stream of " + phase.label() + " has two tokens");
    }
    long streams = figures.maxGapMicros().count();
    String evidence =
        String.format(
            Locale.ROOT,
            "longest pause of %,d streams of %s %s",
            streams,
            phase.label(),
            Wording.time(longest * 1000));
    Finding finding = judged(longest * 1000, evidence, asked);
    return streams < asked.limit(MIN_STREAMS) && finding.verdict() == Verdict.PASS
        ? Finding.inconclusive(evidence + ", which are too few")
        : finding;
  }

  /** A stream of the phase before may be in flight when it is injected. */
  private static Finding atFaults(StoredRun run, ClaimSpec asked) {
    long longest = 0;
    for (FaultWindow window : run.windows()) {
      List<StreamAtFault> streams = run.streamsAt(window).map(s -> s.streams()).orElse(List.of());
      longest = Math.max(longest, Pauses.of(streams).max());
    }
    return judged(longest, "in flight at a fault " + Wording.time(longest), asked);
  }

  private static Finding judged(long nanos, String evidence, ClaimSpec asked) {
    return nanos > asked.limit(MAX_MILLIS) * 1e6 ? Finding.fail(evidence) : Finding.pass(evidence);
  }
}
