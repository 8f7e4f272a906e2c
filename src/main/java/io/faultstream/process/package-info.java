/** Processes: start, signal, probe and end them; the journal of all that was started or broken. */
@NullMarked
package io.faultstream.process;

import org.jspecify.annotations.NullMarked;
