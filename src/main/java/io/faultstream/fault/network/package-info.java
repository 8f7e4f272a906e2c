/**
 * Faults of the links between the members of a store, and of the way to a member from its clients.
 */
@NullMarked
package io.faultstream.fault.network;

import org.jspecify.annotations.NullMarked;
