/** Faultstream: load, faults and a verdict for systems that stream tokens. */
@NullMarked
package io.faultstream;

import org.jspecify.annotations.NullMarked;
