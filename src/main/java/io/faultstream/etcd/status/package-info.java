/** What the members of an etcd cluster say of themselves, and what follows from it. */
@NullMarked
package io.faultstream.etcd.status;

import org.jspecify.annotations.NullMarked;
