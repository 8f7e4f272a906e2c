/** Calls and watches of one member under a deadline of the caller's, for measuring a cluster. */
@NullMarked
package io.faultstream.etcd.timed;

import org.jspecify.annotations.NullMarked;
