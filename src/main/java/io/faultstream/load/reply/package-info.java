/** What a reply says as it arrives, and what its end means. */
@NullMarked
package io.faultstream.load.reply;

import org.jspecify.annotations.NullMarked;
