/** What the frontend and a worker say to each other over TCP: frames and their codec. */
@NullMarked
package io.faultstream.cluster.plane;

import org.jspecify.annotations.NullMarked;
