/** How the generator itself was: the names of its own figures in {@code metrics.jsonl}. */
@NullMarked
package io.faultstream.history.generator;

import org.jspecify.annotations.NullMarked;
