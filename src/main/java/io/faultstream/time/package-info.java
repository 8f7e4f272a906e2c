/** The one clock and the one source of chance of a run; nobody else asks the JDK for either. */
@NullMarked
package io.faultstream.time;

import org.jspecify.annotations.NullMarked;
