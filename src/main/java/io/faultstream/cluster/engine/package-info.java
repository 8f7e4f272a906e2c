/** The engine of a worker: batch slots, KV blocks, time per step, and the tokens it gives. */
@NullMarked
package io.faultstream.cluster.engine;

import org.jspecify.annotations.NullMarked;
