/** The section of the page about the coordination store, and its time lines. */
@NullMarked
package io.faultstream.report.store;

import org.jspecify.annotations.NullMarked;
