/**
 * What a history of the coordination store says: its writes, reads, watch and leaders, and the same
 * second by second. Pure functions.
 */
@NullMarked
package io.faultstream.measure.store;

import org.jspecify.annotations.NullMarked;
