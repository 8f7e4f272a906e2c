/** What the target's own logs say of single requests. */
@NullMarked
package io.faultstream.history.trace;

import org.jspecify.annotations.NullMarked;
