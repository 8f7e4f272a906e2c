/** Measures the generator itself while it plays: its event loops, its JVM, the machine it is on. */
@NullMarked
package io.faultstream.experiment.generator;

import org.jspecify.annotations.NullMarked;
