/**
 * Faults of the links between the members of a store, and of the way to a member from its clients.
 * Each is proven by what the network counted and by how the store shows it. The manager's own way
 * to the members is never hit. A new one is a {@link io.faultstream.network.Disturbance}, a line in
 * {@code FaultKind}, one in {@code LinkFaults} and one in {@code Mark}.
 */
@NullMarked
package io.faultstream.fault.network;

import org.jspecify.annotations.NullMarked;
