/** What "behaves like Dynamo" means: one set of checks for the embedded cluster and a real one. */
@NullMarked
package io.faultstream.conformance;

import org.jspecify.annotations.NullMarked;
