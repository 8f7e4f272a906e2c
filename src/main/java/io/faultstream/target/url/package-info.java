/** A server that someone else runs as the target: watched, never operated. */
@NullMarked
package io.faultstream.target.url;

import org.jspecify.annotations.NullMarked;
