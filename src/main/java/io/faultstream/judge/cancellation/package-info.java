/** Claims about requests that their client left: noticed, counted, stopped, and nobody harmed. */
@NullMarked
package io.faultstream.judge.cancellation;

import org.jspecify.annotations.NullMarked;
