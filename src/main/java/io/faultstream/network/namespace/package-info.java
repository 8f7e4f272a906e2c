/**
 * A network of namespaces for the members of a store, where the user is root: made, filtered,
 * counted and removed by {@code ip}, {@code nft} and {@code tc}.
 */
@NullMarked
package io.faultstream.network.namespace;

import org.jspecify.annotations.NullMarked;
