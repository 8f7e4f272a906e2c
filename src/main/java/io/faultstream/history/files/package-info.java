/** How files are written so that a reader never meets half of one. */
@NullMarked
package io.faultstream.history.files;

import org.jspecify.annotations.NullMarked;
