package io.faultstream.measure.streams;

import io.faultstream.history.FaultEvent;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must be known of a fault to say which streams it met. Nanoseconds from the run's start.
 *
 * @param fault id of the fault
 * @param injectNanos right before it was injected
 * @param edge number of that edge
 * @param effectNanos first proof of its effect; the injection itself where there was none
 * @param silentUntilNanos until when the victim cannot send anything: for ever once it was killed,
 *     until SIGCONT once it was stopped; equal to {@code effectNanos} where it can go on sending or
 *     the effect was not proven
 * @param load what the victim was doing
 */
public record FaultMoments(
    String fault,
    long injectNanos,
    OptionalInt edge,
    long effectNanos,
    long silentUntilNanos,
    Optional<FaultEvent.VictimLoad> load) {}
