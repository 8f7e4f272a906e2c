/** How shares and distributions are said, with what chance leaves open. */
@NullMarked
package io.faultstream.measure.statistics;

import org.jspecify.annotations.NullMarked;
