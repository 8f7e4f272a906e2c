/** The one home of clocks, waiting and chance of the embedded serving system. */
@NullMarked
package io.faultstream.cluster.time;

import org.jspecify.annotations.NullMarked;
