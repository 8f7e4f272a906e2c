/** Which network lies between the members of a target's store. */
@NullMarked
package io.faultstream.target.network;

import org.jspecify.annotations.NullMarked;
