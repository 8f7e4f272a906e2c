package io.faultstream.history.store;

/**
 * A write of a numbered key as the watch told it, in the order in which they came.
 *
 * @param number of the key, see {@link StoreOperation#key}
 * @param revision at which it was written
 * @param arrivedNanos when it came
 * @param member whose watch told it
 */
public record StoreEvent(long number, long revision, long arrivedNanos, String member)
    implements StoreEntry {}
