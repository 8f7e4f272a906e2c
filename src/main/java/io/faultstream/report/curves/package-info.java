/** What a time line of the page consists of, whoever makes it. */
@NullMarked
package io.faultstream.report.curves;

import org.jspecify.annotations.NullMarked;
