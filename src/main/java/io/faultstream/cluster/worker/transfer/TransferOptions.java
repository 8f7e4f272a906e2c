package io.faultstream.cluster.worker.transfer;

import java.time.Duration;

/**
 * How prompts go from worker to worker.
 *
 * @param length how long one is on its way; 0 or more
 * @param timeout how long a decode worker waits for one, from the moment it asks
 * @param keep how long a prefill worker keeps one that nobody asks for
 */
public record TransferOptions(Duration length, Duration timeout, Duration keep) {

  /** Checks that waiting and keeping take a time. */
  public TransferOptions {
    if (length.isNegative() || timeout.compareTo(length) <= 0 || keep.toMillis() < 1) {
      throw new IllegalArgumentException(
          "a transfer of " + length + ", waited for " + timeout + ", kept for " + keep);
    }
  }
}
