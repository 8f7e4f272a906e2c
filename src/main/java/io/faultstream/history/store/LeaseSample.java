package io.faultstream.history.store;

/**
 * How much was left of a lease that holds the key of an instance.
 *
 * @param atNanos right before the store was asked
 * @param returnedNanos right after the answer, or after it was given up
 * @param member who was asked; one that does not lead asks the leader
 * @param key the first key of an instance that it holds, without {@link InstancesSeen#PREFIX}
 * @param lease its number
 * @param grantedSeconds for how long it was granted
 * @param remainingSeconds until it ends, rounded down by the store; a leader that was just elected
 *     gives each lease its whole time again, and an election more
 * @param error why it is unknown, and both times 0; empty: it is known
 */
public record LeaseSample(
    long atNanos,
    long returnedNanos,
    String member,
    String key,
    long lease,
    long grantedSeconds,
    long remainingSeconds,
    String error)
    implements StoreEntry {

  /** Whether the store told it. */
  public boolean known() {
    return error.isEmpty();
  }

  /**
   * Seconds since the store renewed it, by a keep-alive or by an election: what was granted less
   * what remains, up to one second more than it was, as the store rounds.
   */
  public long ageSeconds() {
    return Math.max(0, grantedSeconds - remainingSeconds);
  }
}
