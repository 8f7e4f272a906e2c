/** The few numbers of every request that must be kept until the whole record has been read. */
@NullMarked
package io.faultstream.measure.points;

import org.jspecify.annotations.NullMarked;
