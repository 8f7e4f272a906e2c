/** The text that counts: how numbers, prompts and tokens become each other. */
@NullMarked
package io.faultstream.cluster.text;

import org.jspecify.annotations.NullMarked;
