package io.faultstream.history.store;

import java.util.List;

/**
 * A part of what a linearizable read of all numbered keys found after the last write. The parts of
 * one reading have one revision.
 *
 * @param calledNanos right before it was asked for
 * @param member who was asked
 * @param revision of the store that was read
 * @param keys the keys found
 * @param last whether it is the last part: only then was all read
 */
public record KeysRead(
    long calledNanos, String member, long revision, List<Kept> keys, boolean last)
    implements StoreEntry {
  public KeysRead {
    keys = List.copyOf(keys);
  }

  /**
   * A key that is there.
   *
   * @param key which
   * @param value its value
   * @param modRevision at which it was written
   */
  public record Kept(String key, String value, long modRevision) {}
}
