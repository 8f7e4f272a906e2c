/** The command line: what is done with runs before and after, from a process of its own. */
@NullMarked
package io.faultstream.cli;

import org.jspecify.annotations.NullMarked;
