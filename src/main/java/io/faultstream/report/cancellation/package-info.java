/** The section of the page about requests that their client left. */
@NullMarked
package io.faultstream.report.cancellation;

import org.jspecify.annotations.NullMarked;
