/** From a simulation's description to its verdict: the DSL, the plan, the life of a run. */
@NullMarked
package io.faultstream.experiment;

import org.jspecify.annotations.NullMarked;
