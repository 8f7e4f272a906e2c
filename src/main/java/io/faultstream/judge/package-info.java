/** Claims, each with its evidence, and the verdict over them. Pure functions of a stored run. */
@NullMarked
package io.faultstream.judge;

import org.jspecify.annotations.NullMarked;
