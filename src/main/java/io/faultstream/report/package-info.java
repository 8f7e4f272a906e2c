/** What people look at: the page of a run and the lines on the console. Pure functions to text. */
@NullMarked
package io.faultstream.report;

import org.jspecify.annotations.NullMarked;
