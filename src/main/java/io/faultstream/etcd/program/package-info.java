/** The etcd server's program: where it is found, and which versions will do. */
@NullMarked
package io.faultstream.etcd.program;

import org.jspecify.annotations.NullMarked;
