/** When requests are sent: Gatling's injection steps with intended times known beforehand. */
@NullMarked
package io.faultstream.load.arrivals;

import org.jspecify.annotations.NullMarked;
