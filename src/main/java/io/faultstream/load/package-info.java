/** Gatling's side: the action that sends a request and watches its reply token by token. */
@NullMarked
package io.faultstream.load;

import org.jspecify.annotations.NullMarked;
