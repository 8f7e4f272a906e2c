/** What the members of an etcd cluster count themselves. */
@NullMarked
package io.faultstream.etcd.metrics;

import org.jspecify.annotations.NullMarked;
