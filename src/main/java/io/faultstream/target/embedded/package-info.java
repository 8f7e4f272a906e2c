/** Our own cluster as the target: a frontend and workers as child processes on loopback. */
@NullMarked
package io.faultstream.target.embedded;

import org.jspecify.annotations.NullMarked;
