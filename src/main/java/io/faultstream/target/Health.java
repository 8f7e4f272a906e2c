package io.faultstream.target;

/**
 * How the target is.
 *
 * @param ok whether it serves the model
 * @param sentence what was asked and what came back
 * @param instances how many workers it counts; 0 where it cannot say
 */
public record Health(boolean ok, String sentence, int instances) {}
