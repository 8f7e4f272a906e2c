package io.faultstream.history;

/**
 * Something that went wrong with the run itself, not with the system under test: a line of {@code
 * mishaps.jsonl}. A run with one is never a PASS.
 *
 * @param atNanos when, nanoseconds from the run's start
 * @param what one sentence
 */
public record Mishap(long atNanos, String what) {}
