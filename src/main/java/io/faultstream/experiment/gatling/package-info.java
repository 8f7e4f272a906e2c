/** A run as Gatling plays it: populations, hooks, and rows that carry the verdict. */
@NullMarked
package io.faultstream.experiment.gatling;

import org.jspecify.annotations.NullMarked;
