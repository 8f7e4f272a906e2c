/** The workers as the frontend sees them: connections, load, inhibition, and who gets a request. */
@NullMarked
package io.faultstream.cluster.frontend.routing;

import org.jspecify.annotations.NullMarked;
