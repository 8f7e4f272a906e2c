package io.faultstream.measure;

/**
 * All that measuring found.
 *
 * @param summary the figures that are written to {@code summary.json} and shown
 * @param details single streams and findings that claims need beside them
 */
public record Measured(Summary summary, Details details) {}
