package io.faultstream.cluster.engine;

/**
 * What an engine holds at one moment.
 *
 * @param preemptions in all since the start
 * @param usedShare of the KV cache, 0 to 1
 */
public record EngineState(int running, int waiting, int preemptions, double usedShare) {}
