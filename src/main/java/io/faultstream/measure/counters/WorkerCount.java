package io.faultstream.measure.counters;

import org.jspecify.annotations.Nullable;

/**
 * What one worker counted of its own accord.
 *
 * @param worker its name
 * @param requests requests it served in the run, over all its processes; what a process did between
 *     its last reading and its end is missing; {@code null}: unknown
 * @param largestInFlight the largest number in flight at any reading; {@code null}: unknown
 * @param processes processes of this name that were read: 1 and each start after it; 0: none
 */
public record WorkerCount(
    String worker, @Nullable Long requests, @Nullable Long largestInFlight, int processes) {}
