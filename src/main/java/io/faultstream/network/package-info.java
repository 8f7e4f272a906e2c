/**
 * The ways between the members of a store and from its clients to them, and how they are broken.
 */
@NullMarked
package io.faultstream.network;

import org.jspecify.annotations.NullMarked;
