/**
 * The embedded serving system's programs: a frontend and workers, started as processes of their
 * own.
 */
@NullMarked
package io.faultstream.cluster;

import org.jspecify.annotations.NullMarked;
