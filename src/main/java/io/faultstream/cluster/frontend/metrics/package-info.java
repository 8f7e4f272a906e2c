/** The frontend's own numbers. */
@NullMarked
package io.faultstream.cluster.frontend.metrics;

import org.jspecify.annotations.NullMarked;
