/** What the history says: statistics per phase and window, cohorts, recovery. Pure functions. */
@NullMarked
package io.faultstream.measure;

import org.jspecify.annotations.NullMarked;
