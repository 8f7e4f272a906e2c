/** Finding single requests in the logs of a target's processes. */
@NullMarked
package io.faultstream.target.traces;

import org.jspecify.annotations.NullMarked;
