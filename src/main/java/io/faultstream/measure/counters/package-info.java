/** What the target counted of its own accord, beside what its client saw. */
@NullMarked
package io.faultstream.measure.counters;

import org.jspecify.annotations.NullMarked;
