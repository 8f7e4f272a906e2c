/** Whether requests pile up: how the number in flight grows over a phase. */
@NullMarked
package io.faultstream.measure.queue;

import org.jspecify.annotations.NullMarked;
