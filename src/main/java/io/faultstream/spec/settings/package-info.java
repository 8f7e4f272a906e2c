/** From reference.conf, faultstream.conf and -D to the parts of an experiment. */
@NullMarked
package io.faultstream.spec.settings;

import org.jspecify.annotations.NullMarked;
