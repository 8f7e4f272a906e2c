/** What targets made of our own child processes share: start-up, workers, and their end. */
@NullMarked
package io.faultstream.target.processes;

import org.jspecify.annotations.NullMarked;
