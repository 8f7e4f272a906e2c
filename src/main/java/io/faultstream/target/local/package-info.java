/** A real Dynamo as the target, started as processes of this machine, and its installation. */
@NullMarked
package io.faultstream.target.local;

import org.jspecify.annotations.NullMarked;
