/** Losses of the store's quorum: how long, who ended, and what became of the requests meanwhile. */
@NullMarked
package io.faultstream.measure.loss;

import org.jspecify.annotations.NullMarked;
