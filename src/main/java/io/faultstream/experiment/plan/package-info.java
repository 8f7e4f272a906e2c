/** What will be done: the settings as a simulation uses them, checked before anything starts. */
@NullMarked
package io.faultstream.experiment.plan;

import org.jspecify.annotations.NullMarked;
