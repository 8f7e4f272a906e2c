package io.faultstream.measure;

import org.jspecify.annotations.Nullable;

/**
 * How a service figure came back after a fault. The band is that of the same phase before the
 * fault; once the phase has ended, the standard phase's.
 *
 * @param fault id of the fault
 * @param recoveredNanos from the fault's effect to the start of the first {@code windowSeconds}
 *     that lie inside the band; {@code null}: not before the end of the run
 * @param afterStandardNanos the same measured against the standard phase's band alone
 * @param observedNanos how long was looked at after the effect
 * @param windowSeconds W
 * @param bandTtftMicros upper edge of the band for a second's median TTFT
 * @param bandCompletion lower edge of the band for a second's share of requests that completed
 * @param dipDepth largest loss of completions in a second, as a share of those due, 0 to 1
 * @param lostCompletions completions missing between effect and recovery
 * @param excessLatencySeconds sum of TTFT above the band, over requests, between the two
 */
public record Recovery(
    String fault,
    @Nullable Long recoveredNanos,
    @Nullable Long afterStandardNanos,
    long observedNanos,
    int windowSeconds,
    long bandTtftMicros,
    double bandCompletion,
    double dipDepth,
    double lostCompletions,
    double excessLatencySeconds) {}
