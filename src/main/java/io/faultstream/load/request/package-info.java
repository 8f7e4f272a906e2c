/** What is sent: prompts and request bodies. */
@NullMarked
package io.faultstream.load.request;

import org.jspecify.annotations.NullMarked;
