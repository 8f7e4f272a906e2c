/** Faults of the etcd cluster through which the processes of a target find each other. */
@NullMarked
package io.faultstream.fault.etcd;

import org.jspecify.annotations.NullMarked;
