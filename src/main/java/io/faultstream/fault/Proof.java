package io.faultstream.fault;

/**
 * What an independent look said.
 *
 * @param ok whether it shows what was to be shown
 * @param evidence one sentence
 */
public record Proof(boolean ok, String evidence) {}
