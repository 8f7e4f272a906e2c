/** How one request becomes two: the prompt on one worker, then the tokens on another. */
@NullMarked
package io.faultstream.cluster.frontend.split;

import org.jspecify.annotations.NullMarked;
