/** What a process of the embedded serving system needs to start, to hear signals and to end. */
@NullMarked
package io.faultstream.cluster.process;

import org.jspecify.annotations.NullMarked;
