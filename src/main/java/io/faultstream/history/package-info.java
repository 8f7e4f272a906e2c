/**
 * What happened: observations, fault events and samples, the in-flight view, and the run folder.
 */
@NullMarked
package io.faultstream.history;

import org.jspecify.annotations.NullMarked;
