package io.faultstream.target;

import io.faultstream.spec.Access;
import java.util.function.Consumer;

/**
 * How a server that someone else runs is approached; a target that we start needs none of it.
 *
 * @param access headers that go with every question
 * @param trial what is asked of it once it lists its model
 * @param waiting takes a line for people when it is not ready at once
 */
public record Approach(Access access, Trial trial, Consumer<String> waiting) {}
