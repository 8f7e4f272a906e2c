/** Single streams: those that were open at a fault, and what was found in the texts. */
@NullMarked
package io.faultstream.measure.streams;

import org.jspecify.annotations.NullMarked;
