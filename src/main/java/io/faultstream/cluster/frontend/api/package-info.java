/** The HTTP interface as bytes: requests, their validation, error bodies, chunks and answers. */
@NullMarked
package io.faultstream.cluster.frontend.api;

import org.jspecify.annotations.NullMarked;
