package io.faultstream.cluster.discovery.etcd;

import java.time.Duration;

/**
 * How long is waited before the next attempt to connect: 0.5 s at first, twice as long after each
 * failure, never above 5 s nor above half of what is left until the deadline, so that more than one
 * attempt fits before it. These are the constants of Dynamo's connector.
 *
 * @param next before the next attempt, the deadline aside
 */
record Backoff(Duration next) {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Before the first attempt. */
  static Backoff first() {
    return new Backoff(FIRST);
  }

  /** What is waited with so much left until the deadline. */
  Duration within(Duration left) {
    return shorter(next, left.dividedBy(2));
  }

  /** After a failure. */
  Backoff failed() {
    return new Backoff(shorter(next.multipliedBy(2), LONGEST));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
