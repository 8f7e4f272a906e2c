/** Which discovery a process uses, by its command line. */
@NullMarked
package io.faultstream.cluster.discovery.backend;

import org.jspecify.annotations.NullMarked;
