/** Negative controls: faults aimed at a decoy, and faults that break nothing. */
@NullMarked
package io.faultstream.fault.control;

import org.jspecify.annotations.NullMarked;
