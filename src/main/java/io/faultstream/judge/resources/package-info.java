/** Claims about what the processes of a run hold of the machine. */
@NullMarked
package io.faultstream.judge.resources;

import org.jspecify.annotations.NullMarked;
