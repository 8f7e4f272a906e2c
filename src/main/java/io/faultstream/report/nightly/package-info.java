/** The history of runs over the nights, one row a run, for programs that look for changes. */
@NullMarked
package io.faultstream.report.nightly;

import org.jspecify.annotations.NullMarked;
