/**
 * A network of namespaces for the members of a store, where the user is root: made, filtered,
 * counted and removed by {@code ip}, {@code nft} and {@code tc}. Each member has a namespace with
 * one link to a bridge, which has one too, so that the host's own packet filters do not touch what
 * members say to each other. The addresses are a free network of 198.18.0.0/15, which is set aside
 * for tests (RFC 2544). A network is in the run's journal before it is made; a trial, which is over
 * too soon for that, has its owner in the names of its namespaces.
 */
@NullMarked
package io.faultstream.network.namespace;

import org.jspecify.annotations.NullMarked;
