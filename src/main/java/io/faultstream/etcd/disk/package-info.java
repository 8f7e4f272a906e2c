/** A disk that is slow, for one process and no other. */
@NullMarked
package io.faultstream.etcd.disk;

import org.jspecify.annotations.NullMarked;
