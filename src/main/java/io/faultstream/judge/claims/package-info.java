/** The catalogue of all claims, which of them follow from what was expected, and the judge. */
@NullMarked
package io.faultstream.judge.claims;

import org.jspecify.annotations.NullMarked;
