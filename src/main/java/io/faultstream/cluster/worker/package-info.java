/** A worker process: its request plane, its system server and its end. */
@NullMarked
package io.faultstream.cluster.worker;

import org.jspecify.annotations.NullMarked;
