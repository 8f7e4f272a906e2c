/** A comparison with accepted runs as tables of text, for the console and the page. */
@NullMarked
package io.faultstream.report.comparison;

import org.jspecify.annotations.NullMarked;
