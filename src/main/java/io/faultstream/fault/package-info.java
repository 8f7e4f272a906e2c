/** Faults: the contract, the registry, victims, and the nemesis that plays the schedule. */
@NullMarked
package io.faultstream.fault;

import org.jspecify.annotations.NullMarked;
