package io.faultstream.report;

import io.faultstream.spec.Phase;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, for one line on the console.
 *
 * @param atNanos nanoseconds from the run's start
 * @param phase the phase being played
 * @param inFlight requests open now
 * @param completed requests completed so far
 * @param failed requests so far whose outcome counts against the system
 * @param ttftMedianMicros of the last interval; {@code null} when no first token came in it
 * @param tokensPerSecond content chunks per second in the last interval
 * @param faults state of the faults in a few words, such as {@code kill worker-1 held}; may be
 *     empty
 */
public record Progress(
    long atNanos,
    Phase phase,
    long inFlight,
    long completed,
    long failed,
    @Nullable Long ttftMedianMicros,
    double tokensPerSecond,
    String faults) {}
