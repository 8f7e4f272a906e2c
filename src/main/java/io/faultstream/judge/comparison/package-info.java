/** One run, or a few repeats of it, against the accepted runs: pure arithmetic and its words. */
@NullMarked
package io.faultstream.judge.comparison;

import org.jspecify.annotations.NullMarked;
