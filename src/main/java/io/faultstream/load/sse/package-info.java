/** Reading a byte stream as server-sent events and picking the few fields that count. */
@NullMarked
package io.faultstream.load.sse;

import org.jspecify.annotations.NullMarked;
