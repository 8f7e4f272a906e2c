/** What each process held before and after, measured from the samples of a run. */
@NullMarked
package io.faultstream.measure.census;

import org.jspecify.annotations.NullMarked;
