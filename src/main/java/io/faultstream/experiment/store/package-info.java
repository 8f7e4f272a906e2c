/** The probe of the coordination store: its own writes, reads, watch and samples during a run. */
@NullMarked
package io.faultstream.experiment.store;

import org.jspecify.annotations.NullMarked;
