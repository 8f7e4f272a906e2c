/** Claims about single streams: none lost, texts exact, moved, drained, silent or failed. */
@NullMarked
package io.faultstream.judge.streams;

import org.jspecify.annotations.NullMarked;
