package io.faultstream.etcd.status;

/**
 * The hash of all keys of one member up to a revision.
 *
 * @param member its name
 * @param revision up to which it was computed
 * @param compactRevision below which the member has dropped old versions of keys
 * @param hash CRC-32 as the member computed it
 */
public record StoreHash(String member, long revision, long compactRevision, int hash) {
  /** For people. */
  public String sentence() {
    return member
        + " has "
        + Integer.toHexString(hash)
        + " at revision "
        + revision
        + ", compacted at "
        + compactRevision;
  }
}
