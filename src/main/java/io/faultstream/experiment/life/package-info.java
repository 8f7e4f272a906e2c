/** The life of one run: its stage, its files, its monitor, and its conclusion. */
@NullMarked
package io.faultstream.experiment.life;

import org.jspecify.annotations.NullMarked;
