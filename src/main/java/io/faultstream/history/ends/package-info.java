/** How processes of the target ended. */
@NullMarked
package io.faultstream.history.ends;

import org.jspecify.annotations.NullMarked;
