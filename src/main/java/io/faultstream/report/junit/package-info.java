/** The verdict as JUnit XML, for the CI systems that read it. */
@NullMarked
package io.faultstream.report.junit;

import org.jspecify.annotations.NullMarked;
