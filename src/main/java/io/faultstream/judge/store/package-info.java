/** Claims about the coordination store itself: its writes, reads, watch, leaders and members. */
@NullMarked
package io.faultstream.judge.store;

import org.jspecify.annotations.NullMarked;
