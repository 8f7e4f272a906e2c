/** Faults of one worker's process, by signals: kill, terminate, stall. */
@NullMarked
package io.faultstream.fault.process;

import org.jspecify.annotations.NullMarked;
