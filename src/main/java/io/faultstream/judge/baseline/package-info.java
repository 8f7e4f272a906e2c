/** Accepted runs to compare with: what is kept of each, and under which fingerprint. */
@NullMarked
package io.faultstream.judge.baseline;

import org.jspecify.annotations.NullMarked;
