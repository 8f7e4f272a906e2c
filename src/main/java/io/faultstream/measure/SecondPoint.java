package io.faultstream.measure;

import io.faultstream.history.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of the run, for curves.
 *
 * @param second from the run's start
 * @param sent requests sent in it
 * @param ended requests that ended in it, by outcome
 * @param inFlight requests open at its end
 * @param ttftMedianMicros of requests whose first token came in it
 * @param ttftMaxMicros the largest of them
 * @param maxGapMicros the longest gap that ended in it
 * @param tokens content chunks that arrived in it
 */
public record SecondPoint(
    int second,
    long sent,
    Map<Outcome, Long> ended,
    long inFlight,
    @Nullable Long ttftMedianMicros,
    @Nullable Long ttftMaxMicros,
    @Nullable Long maxGapMicros,
    long tokens) {}
