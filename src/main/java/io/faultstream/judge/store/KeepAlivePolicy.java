package io.faultstream.judge.store;

/**
 * When a client of Dynamo's runtime keeps its lease alive, and how it comes back to the store: at
 * half of the time that is left; and where the stream is lost it connects again until the lease is
 * over, after a pause of 0.5 s, then twice as long each time, at most 5 s and at most half of what
 * is left. The constants are those of its {@code lib/runtime/src/transports/etcd/connector.rs}.
 */
final class KeepAlivePolicy {
  private static final long FIRST = 500_000_000L;
  private static final long LONGEST = 5_000_000_000L;

  private KeepAlivePolicy() {}

  /** The time between two keep-alives of a lease, nanoseconds. */
  static long period(long leaseNanos) {
    return leaseNanos / 2;
  }

  /**
   * The longest pause between two attempts to connect, nanoseconds: whoever is in it when the store
   * is whole again comes back no sooner than it is over.
   */
  static long longestPause(long leaseNanos) {
    long left = leaseNanos;
    long next = FIRST;
    long longest = 0;
    while (left > FIRST / 2) {
      long pause = Math.min(next, left / 2);
      longest = Math.max(longest, pause);
      left -= pause;
      next = Math.min(2 * next, LONGEST);
    }
    return longest;
  }
}
