/** What was asked: one immutable experiment, from the simulation's DSL and the settings. */
@NullMarked
package io.faultstream.spec;

import org.jspecify.annotations.NullMarked;
