/** What became of the requests that their client left, and of the others beside them. */
@NullMarked
package io.faultstream.measure.cancellation;

import org.jspecify.annotations.NullMarked;
