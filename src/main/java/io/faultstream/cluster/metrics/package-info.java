/** The text format that Prometheus reads, and the buckets of histograms. */
@NullMarked
package io.faultstream.cluster.metrics;

import org.jspecify.annotations.NullMarked;
