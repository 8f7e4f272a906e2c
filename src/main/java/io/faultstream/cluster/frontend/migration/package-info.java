/** How a request outlives its worker. */
@NullMarked
package io.faultstream.cluster.frontend.migration;

import org.jspecify.annotations.NullMarked;
