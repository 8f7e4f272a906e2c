/** What processes hold of the machine, as the kernel tells it. */
@NullMarked
package io.faultstream.process.census;

import org.jspecify.annotations.NullMarked;
