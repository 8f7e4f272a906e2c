/** What the programs can be told to do wrong, so that whoever watches them can be tried out. */
@NullMarked
package io.faultstream.cluster.defect;

import org.jspecify.annotations.NullMarked;
