/** The log lines of the embedded serving system's processes, one line each, on standard output. */
@NullMarked
package io.faultstream.cluster.log;

import org.jspecify.annotations.NullMarked;
