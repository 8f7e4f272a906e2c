/** The system under test: what every kind of target can say and do, and how it is asked. */
@NullMarked
package io.faultstream.target;

import org.jspecify.annotations.NullMarked;
