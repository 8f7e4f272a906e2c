/** Faults of what a store does and holds: compaction, space, a slow disk. */
@NullMarked
package io.faultstream.fault.etcd.trouble;

import org.jspecify.annotations.NullMarked;
