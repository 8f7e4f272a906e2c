/** What all faults of a store share: how one is brought about, proven and undone. */
@NullMarked
package io.faultstream.fault.store;

import org.jspecify.annotations.NullMarked;
