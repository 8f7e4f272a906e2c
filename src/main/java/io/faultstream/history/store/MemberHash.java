package io.faultstream.history.store;

/**
 * The hash of all keys of one member after the last write.
 *
 * @param member its name
 * @param answered whether it gave one; else the numbers are 0
 * @param revision up to which it was computed
 * @param compactRevision below which the member has dropped old versions of keys
 * @param hash CRC-32 as the member computed it
 * @param error why there is none, else empty
 */
public record MemberHash(
    String member, boolean answered, long revision, long compactRevision, int hash, String error)
    implements StoreEntry {}
