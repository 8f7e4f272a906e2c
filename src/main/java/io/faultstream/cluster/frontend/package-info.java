/** The frontend: its HTTP routes, the exchanges with clients, and its end. */
@NullMarked
package io.faultstream.cluster.frontend;

import org.jspecify.annotations.NullMarked;
