/** What processes held, as rows of text. */
@NullMarked
package io.faultstream.report.census;

import org.jspecify.annotations.NullMarked;
