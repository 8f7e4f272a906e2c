/** What processes held: the names of these figures in {@code metrics.jsonl}. */
@NullMarked
package io.faultstream.history.census;

import org.jspecify.annotations.NullMarked;
