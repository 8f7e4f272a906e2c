/** What processes held, by the names of the figures in {@code metrics.jsonl}, and their ends. */
@NullMarked
package io.faultstream.history.census;

import org.jspecify.annotations.NullMarked;
