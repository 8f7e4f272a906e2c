package io.faultstream.measure;

import io.faultstream.history.Outcome;
import io.faultstream.measure.queue.QueueGrowth;
import io.faultstream.measure.statistics.Distribution;
import io.faultstream.measure.statistics.Ratio;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one phase; times in microseconds, definitions in the report.
 *
 * @param sent requests sent whose intended time lies in the phase
 * @param outcomes how many ended how; outcomes that did not occur are absent
 * @param success completed ÷ (sent less cancelled by us), of first attempts
 * @param admittedSuccess the same without rejections
 * @param ttftMicros from the intended moment
 * @param serviceTtftMicros from the sending
 * @param itlMicros all gaps that ended in the phase, pooled
 * @param maxGapMicros longest gap of each stream
 * @param tpotMicros (last − first token) ÷ (tokens − 1) of each request
 * @param e2eMicros from the intended moment to the end
 * @param latenessMicros sent − intended
 * @param tokens output tokens of all its requests
 * @param tokensByUsage how many of them are by the server's usage
 * @param usageMismatches streams whose usage differs from their content chunks
 * @param goodputPerSecond completed within the SLO at the first attempt ÷ length of the phase
 * @param intendedPerSecond requests asked for ÷ length
 * @param sentPerSecond requests sent ÷ length
 * @param retries requests sent that try again what failed; part of {@code sent}
 * @param answered those of them that completed
 * @param queue how the number of requests in flight grew; {@code null}: the phase is too short, or
 *     clients of a closed model cannot let it grow
 */
public record PhaseSummary(
    long sent,
    Map<Outcome, Long> outcomes,
    Ratio success,
    Ratio admittedSuccess,
    Distribution ttftMicros,
    Distribution serviceTtftMicros,
    Distribution itlMicros,
    Distribution maxGapMicros,
    Distribution tpotMicros,
    Distribution e2eMicros,
    Distribution latenessMicros,
    long tokens,
    long tokensByUsage,
    long usageMismatches,
    double goodputPerSecond,
    double intendedPerSecond,
    double sentPerSecond,
    long retries,
    long answered,
    @Nullable QueueGrowth queue) {

  /** Requests sent for the first time. */
  public long firstTries() {
    return sent - retries;
  }

  /** Requests with this outcome. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
