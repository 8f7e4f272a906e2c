/** The shelf of stored runs: what is there, and what may be thrown away. */
@NullMarked
package io.faultstream.cli.shelf;

import org.jspecify.annotations.NullMarked;
