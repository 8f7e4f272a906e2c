/** How what a prefill worker has computed comes to a decode worker: the KV transfer. */
@NullMarked
package io.faultstream.cluster.worker.transfer;

import org.jspecify.annotations.NullMarked;
