package io.faultstream.measure;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.queue.Queues;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.PhaseSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Counts the requests of one phase. E2E and TPOT are of completed requests only, so that a system
 * that fails fast does not look fast. One thread.
 */
final class PhaseTally {
  /** Significant digits of every histogram of ours. */
  static final int DIGITS = 3;

  /** Of a histogram that is kept: 1 % is far closer than two runs agree. */
  private static final int KEPT_DIGITS = 2;

  private final PhaseSpec phase;
  private final LoadSpec load;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Long> firstOutcomes = new EnumMap<>(Outcome.class);
  private final Histogram ttft = new Histogram(DIGITS);
  private final Histogram serviceTtft = new Histogram(DIGITS);
  private final Histogram maxGap = new Histogram(DIGITS);
  private final Histogram tpot = new Histogram(DIGITS);
  private final Histogram e2e = new Histogram(DIGITS);
  private final Histogram lateness = new Histogram(DIGITS);
  private long sent;
  private long tokens;
  private long tokensByUsage;
  private long usageMismatches;
  private long good;
  private long retries;
  private long answered;

  PhaseTally(ExperimentSpec spec, PhaseSpec phase) {
    this.phase = phase;
    this.load = spec.load();
  }

  /** Adds a request whose intended time lies in the phase; one that was not sent is left out. */
  void add(Observation seen) {
    if (!seen.wasSent()) {
      return;
    }
    sent++;
    if (seen.again()) {
      retries++;
      answered += seen.outcome() == Outcome.COMPLETED ? 1 : 0;
    } else {
      firstOutcomes.merge(seen.outcome(), 1L, Long::sum);
    }
    outcomes.merge(seen.outcome(), 1L, Long::sum);
    record(lateness, seen.times().sent() - seen.times().intended());
    if (seen.hasToken() && load.timesFirstToken(seen.id())) {
      record(ttft, seen.ttftNanos());
      record(serviceTtft, seen.serviceTtftNanos());
    }
    if (!seen.longestGaps().isEmpty()) {
      record(maxGap, seen.longestGaps().get(0).nanos());
    }
    countTokens(seen);
    if (seen.outcome() == Outcome.COMPLETED) {
      complete(seen);
    }
  }

  private void countTokens(Observation seen) {
    int count = seen.tokens().count();
    tokens += count;
    if (seen.tokens().byUsage()) {
      tokensByUsage += count;
      // A reply that is not streamed is one chunk whatever its length.
      usageMismatches += load.kindOf(seen.id()).stream() && count != seen.tokens().chunks() ? 1 : 0;
    }
  }

  private void complete(Observation seen) {
    record(e2e, seen.e2eNanos());
    int count = seen.tokens().count();
    if (load.kindOf(seen.id()).stream() && seen.hasToken() && count > 1) {
      record(tpot, (seen.times().lastToken() - seen.times().firstToken()) / (count - 1));
    }
    long longest = seen.longestGaps().isEmpty() ? 0 : seen.longestGaps().get(0).nanos();
    boolean soon =
        !load.timesFirstToken(seen.id()) || seen.ttftNanos() <= load.slo().ttft().toNanos();
    if (!seen.again() && seen.hasToken() && soon && longest <= load.slo().itl().toNanos()) {
      good++;
    }
  }

  private static void record(Histogram micros, long nanos) {
    micros.recordValue(Math.max(0, nanos) / 1000);
  }

  private long first(Outcome outcome) {
    return firstOutcomes.getOrDefault(outcome, 0L);
  }

  /** The distributions by name, encoded. */
  Map<String, String> histograms(Histogram itl) {
    return Map.of(
        "ttft", encoded(ttft),
        "serviceTtft", encoded(serviceTtft),
        "itl", encoded(itl),
        "maxGap", encoded(maxGap),
        "e2e", encoded(e2e));
  }

  private static String encoded(Histogram micros) {
    Histogram coarse = new Histogram(KEPT_DIGITS);
    for (HistogramIterationValue at : micros.recordedValues()) {
      coarse.recordValueWithCount(at.getValueIteratedTo(), at.getCountAtValueIteratedTo());
    }
    ByteBuffer buffer = ByteBuffer.allocate(coarse.getNeededByteBufferCapacity());
    int length = coarse.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  /** The figures, with the gaps that ended in the phase and the queues of all phases. */
  PhaseSummary summary(Histogram itl, Queues queues) {
    long counted = sent - retries - first(Outcome.CANCELLED);
    long completed = first(Outcome.COMPLETED);
    double seconds = phase.length().toNanos() / 1e9;
    return new PhaseSummary(
        sent,
        new EnumMap<>(outcomes),
        Ratio.of(completed, counted),
        Ratio.of(completed, counted - first(Outcome.REJECTED)),
        Distribution.of(ttft),
        Distribution.of(serviceTtft),
        Distribution.of(itl),
        Distribution.of(maxGap),
        Distribution.of(tpot),
        Distribution.of(e2e),
        Distribution.of(lateness),
        tokens,
        tokensByUsage,
        usageMismatches,
        good / seconds,
        // Clients ask when they send; a retry was not asked for.
        (phase.clients().isPresent() ? sent - retries : phase.users()) / seconds,
        sent / seconds,
        retries,
        answered,
        queues.growth(phase).orElse(null));
  }
}
