/**
 * Programs that are fetched: steps under a deadline, the distribution's packages, one at a time.
 */
@NullMarked
package io.faultstream.process.install;

import org.jspecify.annotations.NullMarked;
