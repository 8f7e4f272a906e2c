/** Who serves right now: instances, their leases, and who watches them. */
@NullMarked
package io.faultstream.cluster.discovery;

import org.jspecify.annotations.NullMarked;
