/** Claims about what the target counts of its own accord. */
@NullMarked
package io.faultstream.judge.counters;

import org.jspecify.annotations.NullMarked;
